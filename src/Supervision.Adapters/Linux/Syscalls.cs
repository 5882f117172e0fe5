using System.Runtime.InteropServices;

namespace Supervision.Adapters.Linux;

/// <summary>The few calls into libc that .NET has no word for.</summary>
internal static partial class Syscalls
{
    public const int WriteOnly = 1;
    public const int Create = 0x40;
    public const int Append = 0x400;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    // These two are the ones that the kernel numbers differently per architecture.
    public static readonly int NoFollow = OnArm ? 0x8000 : 0x20000;
    public static readonly int Directory = OnArm ? 0x4000 : 0x10000;

    public const int LockExclusive = 2;
    public const int LockUnblocked = 4;
    public const int LockNone = 8;
    public const int WouldBlock = 11;

    public const int FromHere = 1;
    public const int FromEnd = 2;

    public const int Interrupted = 4;
    public const int NoSuchProcess = 3;
    public const int NotPermitted = 13;

    private static bool OnArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    // open(2) is declared with dots, but on Linux its mode travels in the same register either way.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, Span<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int file, long offset, int from);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int file, int operation);

    /// <summary>The last call's errno in words: <c>No such file or directory</c>.</summary>
    public static string LastError() => Words(Marshal.GetLastPInvokeError());

    public static string Words(int error) => Marshal.GetPInvokeErrorMessage(error);
}
