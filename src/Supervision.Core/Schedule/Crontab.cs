using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Supervision.Core.Schedule;

/// <summary>Reads the crontab of a user or of the system, crontab(5). It is read for what it calls; nothing is ever run from it.</summary>
public static partial class Crontab
{
    // cron itself takes no more of a variable or of a command; without a bound, a short file could ask for gigabytes.
    private const int LongestCommand = 1000;

    /// <summary>The jobs, from top to bottom. Blank lines, comments, assignments and what is no job are left out.</summary>
    /// <param name="hasUserColumn">A name stands between the fields and the command, as in /etc/crontab and /etc/cron.d.</param>
    public static ImmutableArray<CrontabJob> Read(string text, bool hasUserColumn) =>
        [.. Lines(text, hasUserColumn).OfType<CrontabLine.Job>().Select(line => line.What)];

    /// <summary>All that the crontab says, from top to bottom.</summary>
    internal static ImmutableArray<CrontabLine> Lines(string text, bool hasUserColumn)
    {
        var lines = ImmutableArray.CreateBuilder<CrontabLine>();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            var read = CrontabLine.Read(++number, line, hasUserColumn);
            if (read is CrontabLine.Assignment set)
                variables[set.Name] = set.Value;
            if (read is CrontabLine.Job job)
                read = new CrontabLine.Job(job.What with { Command = Replaced(job.What.Command, variables) });
            if (read is not null)
                lines.Add(read);
        }

        return lines.ToImmutable();
    }

    private static string Replaced(string command, Dictionary<string, string> variables)
    {
        if (variables.Count == 0 || command.Length > LongestCommand)
            return command;
        var replaced = Variable().Replace(command, found =>
            variables.TryGetValue(found.Groups["name"].Value, out var value) && value.Length <= LongestCommand ? value : found.Value);
        return replaced.Length <= LongestCommand ? replaced : command;
    }

    [GeneratedRegex(@"\$(?:\{(?<name>[A-Za-z_][A-Za-z_0-9]*)\}|(?<name>[A-Za-z_][A-Za-z_0-9]*))", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
