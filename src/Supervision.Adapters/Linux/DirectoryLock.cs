using System.Globalization;
using System.Runtime.InteropServices;

namespace Supervision.Adapters.Linux;

/// <summary>An exclusive lock on a directory (flock(2)), which needs no file in it: it can be had on a full or read-only disk
/// too.</summary>
public sealed class DirectoryLock : IDisposable
{
    private readonly int _directory;
    private int _disposed;

    private DirectoryLock(int directory) => _directory = directory;

    /// <param name="why">Why it could not be taken, with the process that holds it where that can be seen.</param>
    /// <returns>Null where it could not be taken.</returns>
    public static DirectoryLock? Take(string directory, out string why)
    {
        why = "";
        var opened = Syscalls.Open(directory, Syscalls.Directory | Syscalls.CloseOnExec, 0);
        if (opened < 0)
        {
            why = $"{directory} cannot be opened: {Syscalls.LastError()}";
            return null;
        }

        if (Syscalls.Lock(opened, Syscalls.LockExclusive | Syscalls.LockUnblocked) == 0)
            return new DirectoryLock(opened);

        why = Marshal.GetLastPInvokeError() == Syscalls.WouldBlock
            ? $"another daemon works on {directory} already{Holder(opened)}"
            : $"{directory} cannot be locked: {Syscalls.LastError()}";
        _ = Syscalls.Close(opened);
        return null;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;

        // Closing alone would leave it to a child that was forked a moment ago and has not yet begun its own program.
        _ = Syscalls.Lock(_directory, Syscalls.LockNone);
        _ = Syscalls.Close(_directory);
    }

    // Kernels before 5.14 do not tell the inode, and then the number is not told either.
    private static string Holder(int opened)
    {
        try
        {
            var inode = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{opened}"))
                .FirstOrDefault(line => line.StartsWith("ino:", StringComparison.Ordinal))?["ino:".Length..].Trim();
            // 12: FLOCK  ADVISORY  WRITE 4711 fd:01:1234567 0 EOF
            var holder = File.ReadLines("/proc/locks")
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words is [_, "FLOCK", _, _, _, _, ..])
                .FirstOrDefault(words => words[5].EndsWith($":{inode}", StringComparison.Ordinal));
            return holder is null ? "" : $" (process {holder[4]})";
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
