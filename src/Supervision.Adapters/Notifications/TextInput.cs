using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Notifications;

/// <summary>A text as a file without a name, for a program to read from its beginning.</summary>
internal sealed partial class TextInput : IDisposable
{
    private const uint CloseOnExec = 1;

    private readonly SafeFileHandle _file;

    /// <exception cref="IOException">There is no memory for it.</exception>
    public TextInput(string text)
    {
        var file = Create("healthcheck-message", CloseOnExec);
        if (file < 0)
            throw new IOException($"memfd_create: {Syscalls.LastError()}");
        _file = new SafeFileHandle(file, ownsHandle: true);

        // By offset, so that whoever reads begins at the beginning.
        RandomAccess.Write(_file, Encoding.UTF8.GetBytes(text), fileOffset: 0);
    }

    public int File => (int)_file.DangerousGetHandle();

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);
}
