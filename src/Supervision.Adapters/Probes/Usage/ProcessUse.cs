using System.Globalization;

namespace Supervision.Adapters.Probes.Usage;

/// <summary>What one process uses: proc(5), <c>/proc/PID/status</c> and <c>/proc/PID/stat</c>.</summary>
/// <param name="PrivateMemory">In bytes; what it shares with others is counted for nobody.</param>
/// <param name="Ticks">Of processor time, its own and that of its dead children.</param>
internal sealed record ProcessUse(long PrivateMemory, long Threads, long Ticks)
{
    // USER_HZ, which the kernel promises to programs on every architecture that .NET runs on.
    public const int TicksPerSecond = 100;

    private const int Kibi = 1024;

    /// <returns>Null where it has ended.</returns>
    public static ProcessUse? Of(string pid, string proc = "/proc")
    {
        try
        {
            var status = File.ReadAllLines($"{proc}/{pid}/status");
            var stat = File.ReadAllText($"{proc}/{pid}/stat");
            // The name, in parentheses, may hold blanks and parentheses itself; behind it the state is field 3.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14]);
            return new ProcessUse(Field(status, "RssAnon:") * Kibi, Field(status, "Threads:"), ticks);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static long Field(string[] status, string key) => status
        .Where(line => line.StartsWith(key, StringComparison.Ordinal))
        .Select(line => Number(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()))
        .FirstOrDefault();

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
