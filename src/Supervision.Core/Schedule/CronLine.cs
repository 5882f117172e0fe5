using Cronos;
using Supervision.Core.Configuration;

namespace Supervision.Core.Schedule;

/// <summary>Reads one cron line, and refuses what would never come or would come every second.</summary>
internal static class CronLine
{
    private const string Form = "write minute hour day month weekday, such as \"*/15 * * * *\"";

    // Cronos looks some hundred years ahead from here. Any beginning would do; time itself is not asked.
    private static readonly DateTimeOffset Beginning = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Blanks that nobody sees in the file are blanks.
    private static readonly char[] Blanks = [' ', '\t'];

    public static Verdict<CronExpression?> Read(string line)
    {
        var fields = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [['@', ..]] && fields.Length != 5)
            return Wrong(line, FormattableString.Invariant($"it has not five fields but {fields.Length}"), Form);
        try
        {
            var cron = CronExpression.Parse(line);
            if (line.Trim(Blanks).Equals("@every_second", StringComparison.OrdinalIgnoreCase))
                return Wrong(line, "nothing here ticks faster than every minute", "write \"* * * * *\", or less often");
            return cron.GetNextOccurrence(Beginning, TimeZoneInfo.Utc) is null
                ? Wrong(line, "it never comes", "write a day that its month has")
                : new(cron, null);
        }
        catch (CronFormatException wrong)
        {
            return Wrong(line, Reason(wrong.Message), Form);
        }
        catch (MissingSeedException)
        {
            return Wrong(line, "H stands for a time that somebody else chooses", Form);
        }
    }

    private static Verdict<CronExpression?> Wrong(string line, string why, string remedy) =>
        new(null, new Complaint($"\"{line}\" is no cron line: {why}", remedy));

    // "The given cron expression has an invalid format. Minutes: Value must be …": the first sentence has been said.
    private static string Reason(string message) => message[(message.IndexOf(". ", StringComparison.Ordinal) + 2)..].TrimEnd('.');
}
