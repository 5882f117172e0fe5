using System.Text.RegularExpressions;

namespace Supervision.Core.Schedule;

/// <summary>One line of a crontab that says something: neither blank nor a comment.</summary>
/// <param name="Number">Where it stands, counted from 1.</param>
internal abstract partial record CrontabLine(int Number)
{
    internal sealed record Job(CrontabJob What) : CrontabLine(What.Line);

    /// <summary><c>NAME = value</c>, which holds for the jobs below it.</summary>
    internal sealed record Assignment(int Number, string Name, string Value) : CrontabLine(Number);

    /// <summary>cron would refuse the whole file for this line.</summary>
    internal sealed record Unreadable(int Number, string Text) : CrontabLine(Number);

    /// <param name="hasUserColumn">A name stands between the fields and the command, as in /etc/crontab and /etc/cron.d.</param>
    /// <returns>Null for a blank line and a comment.</returns>
    public static CrontabLine? Read(int number, string line, bool hasUserColumn)
    {
        var text = line.Trim(' ', '\t', '\r');
        if (text.Length == 0 || text[0] == '#')
            return null;
        if (AssignmentForm().Match(text) is { Success: true } set)
            return new Assignment(number, set.Groups["name"].Value, Unquoted(set.Groups["value"].Value));

        var job = (hasUserColumn ? SystemForm() : UserForm()).Match(text);
        return job.Success
            ? new Job(new CrontabJob(number, Blanks().Replace(job.Groups["when"].Value, " "), job.Groups["command"].Value))
            : new Unreadable(number, text);
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;

    // The fields may hold whatever some cron knows (names, ranges, steps, ~): what they mean is for others to read.
    private const string When =
        @"-?(?<when>@[A-Za-z_]+|(?:[0-9*,/~-]+[ \t]+){2}[0-9*,/?LW-]+[ \t]+[0-9A-Za-z*,/-]+[ \t]+[0-9A-Za-z*,/?#-]+)[ \t]+";

    [GeneratedRegex("^" + When + @"(?<command>[^ \t].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex UserForm();

    [GeneratedRegex("^" + When + @"[^ \t]+[ \t]+(?<command>[^ \t].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex SystemForm();

    [GeneratedRegex(
        """^(?:"(?<name>[^"]*)"|'(?<name>[^']*)'|(?<name>[^ \t="']+))[ \t]*=[ \t]*(?<value>.*)$""", RegexOptions.CultureInvariant)]
    private static partial Regex AssignmentForm();

    [GeneratedRegex("[ \t]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
