using System.Globalization;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Processes;

/// <summary>
/// What is on record of the newest run, in a file that outlives us: its number, which we write before it starts, then, written by the
/// shell around the script, who it is, and what the script exited with.
/// </summary>
internal sealed class ScriptRecord(string path)
{
    private const string Number = "run ";
    private const string Process = "process ";
    private const string Exited = "exit ";

    /// <summary>The shell's part. It waits for the script through a SIGTERM that is meant for both.</summary>
    public const string Shell = """
        record=$1 output=$2
        shift 2
        exec >>"$output" 2>&1 </dev/null
        read -r stat <"/proc/$$/stat"
        printf 'process %s\n' "$stat" >>"$record"
        trap : TERM
        "$@"
        code=$?
        printf 'exit %s\n' "$code" >>"$record"
        exit "$code"
        """;

    public string Path => path;

    /// <summary>A new run is about to start; what was on record of the last is gone.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public void Begin(RunId run) =>
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{Number}{run.Number}\n"));

    /// <returns>Nothing at all where no run was ever on record.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public RecordedRun Read()
    {
        if (!File.Exists(path)) return new RecordedRun(null, null, null);
        var lines = File.ReadAllLines(path);
        return new RecordedRun(
            Count(lines, Number) is { } number ? new RunId(number) : null,
            Said(lines, Process) is { } stat ? ProcessIdentity.Parse(stat) : null,
            (int?)Count(lines, Exited));
    }

    private static uint? Count(string[] lines, string what) =>
        uint.TryParse(Said(lines, what), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Said(string[] lines, string what) =>
        Array.Find(lines, line => line.StartsWith(what, StringComparison.Ordinal))?[what.Length..];
}

/// <summary>A run as it stands on record.</summary>
/// <param name="Process">The shell around the script, which leads the session of it all; null before it has begun.</param>
/// <param name="Exit">In the shell's way, 128 and the signal; null while the script is under way, or where nobody saw its end.</param>
internal sealed record RecordedRun(RunId? Run, ProcessIdentity? Process, int? Exit)
{
    public bool IsUnderWay => Exit is null && Process is { SessionIsAlive: true };
}
