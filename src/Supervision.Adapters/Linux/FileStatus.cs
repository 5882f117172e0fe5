using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Supervision.Core.Configuration;

namespace Supervision.Adapters.Linux;

/// <summary>Owner and mode of a file, which .NET does not tell; of an open one, so that nobody can exchange it in between.</summary>
public static partial class FileStatus
{
    private const int EmptyPath = 0x1000;
    private const uint OwnerAndMode = 0x2 | 0x8 | 0x10;
    private const int GroupWrite = 0x10;
    private const int OthersWrite = 0x2;

    /// <exception cref="IOException">The kernel does not tell.</exception>
    public static FileOwnership Of(SafeFileHandle file)
    {
        var answered = Statx(file, "", EmptyPath, OwnerAndMode, out var status);
        if (answered != 0)
            throw new IOException(Syscalls.LastError());
        return new FileOwnership(status.User, status.Group, (status.Mode & GroupWrite) != 0, (status.Mode & OthersWrite) != 0);
    }

    // statx(2) and not stat(2): its structure is the same on every architecture.
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(SafeFileHandle file, string path, int flags, uint wanted, out Answer answer);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Answer
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
