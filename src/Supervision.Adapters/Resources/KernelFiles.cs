using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Resources;

/// <summary>Reads the small texts in which the kernel tells what it counts. Makes nothing anew at each reading: a sample opens a
/// thousand of them. For one thread at a time.</summary>
internal sealed class KernelFiles
{
    private const int Longest = 8 * 1024 * 1024;

    private byte[] _buffer = new byte[16 * 1024];

    /// <returns>The whole text, until the next reading; empty for what is not there, cannot be read, or is no text of the kernel's by
    /// its length.</returns>
    public ReadOnlySpan<byte> Read(string path)
    {
        var file = Syscalls.Open(path, Syscalls.NonBlocking | Syscalls.CloseOnExec, 0);
        if (file < 0) return [];
        try
        {
            return ReadAll(file);
        }
        finally
        {
            _ = Syscalls.Close(file);
        }
    }

    private ReadOnlySpan<byte> ReadAll(int file)
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
            {
                if (length >= Longest) return [];
                Array.Resize(ref _buffer, 2 * length);
            }

            // A unit that ends in the middle of it is an error here.
            var more = (int)Syscalls.Read(file, _buffer.AsSpan(length), _buffer.Length - length);
            if (more < 0) return [];
            if (more == 0) return _buffer.AsSpan(0, length);
            length += more;
        }
    }
}
