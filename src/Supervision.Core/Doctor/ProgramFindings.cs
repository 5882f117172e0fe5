using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Supervision.Core.Doctor;

/// <summary>What is wrong with the programs and scripts that are run for us.</summary>
internal static partial class ProgramFindings
{
    public static IEnumerable<Finding> Of(ImmutableArray<ProgramFacts> programs) => programs
        .SelectMany(Of)
        .DistinctBy(finding => (finding.Place, finding.What));

    private static IEnumerable<Finding> Of(ProgramFacts program)
    {
        var found = new List<Finding>();
        if (!program.Exists)
        {
            found.Add(Finding.Error(
                program.Path, $"does not exist, and {program.RunBy} runs it", $"put it there, or name another one in {program.RunBy}"));
            return found;
        }

        if (!program.ByInterpreter && !program.IsExecutable)
        {
            found.Add(Finding.Error(
                program.Path, $"is not executable, and {program.RunBy} executes it", $"chmod +x {program.Path}"));
        }

        if (!program.ByInterpreter && Interpreter(program.Text) is { } interpreter && interpreter.EndsWith('\r'))
        {
            found.Add(Finding.Error(
                $"{program.Path}:1",
                "its lines end as those of Windows do, so that its interpreter is not found",
                $"sed -i 's/\\r$//' {program.Path}"));
        }

        found.AddRange(ResetsAll(program));
        return found;
    }

    private static string? Interpreter(string? text) =>
        text is not null && text.StartsWith("#!", StringComparison.Ordinal) ? text.Split('\n')[0] : null;

    private static IEnumerable<Finding> ResetsAll(ProgramFacts program) => (program.Text ?? "").Split('\n')
        .Select((line, at) => (Line: line, Number: at + 1))
        .Where(line => ResetFailed().IsMatch(line.Line))
        .Select(line => Finding.Warning(
            string.Create(CultureInfo.InvariantCulture, $"{program.Path}:{line.Number}"),
            $"systemctl reset-failed without names resets {program.RunBy} too: the outer limit that PID 1 holds never comes",
            "name the units that are restarted: systemctl reset-failed nginx gunicorn …"));

    // A command without another word up to its end: of the line, of the command, or where its output is sent away.
    [GeneratedRegex(
        @"^[^#]*\bsystemctl(\s+-{1,2}[\w=-]+)*\s+reset-failed(\s+-{1,2}[\w=-]+)*\s*(\d?[>&|;#)]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex ResetFailed();
}
