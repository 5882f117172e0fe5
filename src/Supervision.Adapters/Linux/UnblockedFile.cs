using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Supervision.Adapters.Linux;

/// <summary>Files that are opened without waiting: open(2) of a named pipe waits for a writer, who may never come.</summary>
public static class UnblockedFile
{
    private const int NoSuchFile = 2;

    /// <summary>Opens a file for reading; of a pipe, <see cref="Stream.CanSeek"/> is false.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be opened; the message is the kernel's.</exception>
    public static FileStream OpenForReading(string path)
    {
        var file = Syscalls.Open(path, Syscalls.NonBlocking | Syscalls.CloseOnExec, 0);
        if (file < 0)
            throw Marshal.GetLastPInvokeError() == NoSuchFile ? new FileNotFoundException(null, path) : new IOException(Syscalls.LastError());
        return new FileStream(new SafeFileHandle(file, ownsHandle: true), FileAccess.Read);
    }

    /// <summary>Opens a directory, to ask about it.</summary>
    /// <exception cref="IOException">It cannot be opened, or is none; the message is the kernel's.</exception>
    public static SafeFileHandle OpenDirectory(string path)
    {
        var directory = Syscalls.Open(path, Syscalls.Directory | Syscalls.CloseOnExec, 0);
        return directory < 0 ? throw new IOException(Syscalls.LastError()) : new SafeFileHandle(directory, ownsHandle: true);
    }
}
