using Supervision.Adapters.Linux;

namespace Supervision.Daemon.Hosting;

/// <summary>Whether what we print goes to systemd's journal, which then takes a priority in front of each line (sd-daemon(3)).</summary>
internal static class JournalStream
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    public static bool TakesOutput => Takes(StandardOutput);

    /// <summary>Says on standard error why the program ends, with the priority of an error where the journal listens.</summary>
    public static Task ComplainAsync(string line)
    {
        var escaped = PlainText.Escaped(line);
        return Console.Error.WriteLineAsync(Takes(StandardError) ? "<3>" + escaped : escaped);
    }

    // The variable alone proves nothing: the shells of a desktop session inherit it. It names the very socket.
    private static bool Takes(int descriptor) =>
        Environment.GetEnvironmentVariable("JOURNAL_STREAM")?.Split(':') is [_, var inode]
        && new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget == $"socket:[{inode}]";
}
