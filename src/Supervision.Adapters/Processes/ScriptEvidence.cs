using System.Globalization;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Processes;

/// <summary>What is to be said about a run of <paramref name="script"/>, in one line.</summary>
internal sealed class ScriptEvidence(string script)
{
    private const int Lines = 3;
    private const int Longest = 400;

    /// <param name="exit">What it exited with, in the shell's way: 128 and the signal; null while it still runs.</param>
    public RunOutcome Outcome(int? exit, bool inTime, string output)
    {
        var result = !inTime ? RunResult.TimedOut : exit == 0 ? RunResult.Done : RunResult.Failed;
        return new RunOutcome(result, exit, "", string.Join(": ", Parts(exit, inTime, output)));
    }

    private IEnumerable<string> Parts(int? exit, bool inTime, string output)
    {
        if (exit is null) yield return "out of time and cannot be killed, so it still runs";
        else yield return string.Create(CultureInfo.InvariantCulture, $"{(inTime ? "" : "out of time, ")}exit {exit}");
        if (HasWindowsLineEnds()) yield return $"{script} has Windows line ends, cure: sed -i 's/\\r$//' {script}";
        if (LastLines(output) is { Length: > 0 } said) yield return said;
    }

    private static string LastLines(string output)
    {
        var lines = output.Split(['\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var last = string.Join(" | ", lines.TakeLast(Lines));
        return last.Length <= Longest ? last : "…" + last[^Longest..];
    }

    // bash takes the carriage return for a part of the last word: "systemctl restart nginx\r" restarts nothing.
    private bool HasWindowsLineEnds()
    {
        try
        {
            using var file = new FileStream(script, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Span<byte> beginning = stackalloc byte[4096];
            return beginning[..file.Read(beginning)].IndexOf("\r\n"u8) >= 0;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Missing, or root's alone: the shell says so in its own words.
            return false;
        }
    }
}
