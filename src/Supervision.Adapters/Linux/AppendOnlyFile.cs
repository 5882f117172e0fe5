using System.Runtime.InteropServices;

namespace Supervision.Adapters.Linux;

/// <summary>Adds bytes to the end of a file, wherever that end is by now, and holds nothing open in between.</summary>
/// <remarks>
/// The kernel finds the end at each write (<c>O_APPEND</c>): a stream of .NET remembers its own offset and would leave NUL bytes behind
/// after <c>copytruncate</c>. A symbolic link is refused, so that nobody who can write to the directory chooses what we write to.
/// </remarks>
internal sealed class AppendOnlyFile(string path)
{
    private const uint OwnerWritesGroupReads = 0b110_100_000;

    // Nobody can make us wait either: a FIFO without a reader is refused at once.
    private static readonly int Flags =
        Syscalls.WriteOnly | Syscalls.Append | Syscalls.Create | Syscalls.CloseOnExec | Syscalls.NonBlocking | Syscalls.NoFollow;

    /// <summary>How many of <paramref name="bytes"/> are in the file now, and what stopped the others; null where nothing did.</summary>
    public (int Written, string? Error) Append(ReadOnlySpan<byte> bytes)
    {
        var file = Syscalls.Open(path, Flags, OwnerWritesGroupReads);
        if (file < 0) return (0, $"{path}: {Syscalls.LastError()}");
        try
        {
            return WriteAll(file, bytes);
        }
        finally
        {
            _ = Syscalls.Close(file);
        }
    }

    private (int Written, string? Error) WriteAll(int file, ReadOnlySpan<byte> bytes)
    {
        var written = 0;
        while (written < bytes.Length)
        {
            var more = Syscalls.Write(file, bytes[written..], bytes.Length - written);
            if (more >= 0) written += (int)more;
            else if (Marshal.GetLastPInvokeError() != Syscalls.Interrupted) return (written, $"{path}: {Syscalls.LastError()}");
        }

        return (written, null);
    }
}
