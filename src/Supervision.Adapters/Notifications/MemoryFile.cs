using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Supervision.Adapters.Notifications;

/// <summary>A file without a name, for a program to read.</summary>
internal static partial class MemoryFile
{
    private const uint CloseOnExec = 1;

    /// <summary>A file with these bytes, to be read from the beginning.</summary>
    /// <exception cref="IOException">The kernel has none to give.</exception>
    public static SafeFileHandle With(ReadOnlySpan<byte> bytes)
    {
        var number = Create("message", CloseOnExec);
        if (number < 0) throw new IOException($"memfd_create: {Marshal.GetLastPInvokeErrorMessage()}");
        var file = new SafeFileHandle(number, ownsHandle: true);
        // Written at its place: where the program begins to read does not move.
        RandomAccess.Write(file, bytes, 0);
        return file;
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Create(string name, uint flags);
}
