using System.Globalization;
using System.Text.RegularExpressions;
using Supervision.Core.Configuration;

namespace Supervision.Core.Schedule;

/// <summary>
/// The lines of a crontab as named ticks. Lines for one weekday are one tick with its name, those that come every few minutes are
/// <c>periodic</c>, any other is a tick of its own; those that look at the resources are <c>resources</c>. Lines that differ in plain
/// minutes alone are one line.
/// </summary>
internal sealed partial class ImportedTicks
{
    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@every_minute"] = "* * * * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    private const string Resources = "resources";

    private readonly List<(string Name, List<(string Minutes, string Others)> Crons)> _ticks = [];
    private int _nameless;

    public bool IsEmpty => _ticks.Count == 0;

    /// <param name="action">What the line sets off.</param>
    /// <returns>What is wrong with it; null where it was taken.</returns>
    public Complaint? Add(string schedule, TickAction action)
    {
        if (Macros.GetValueOrDefault(schedule, schedule).Split(' ') is not [_, _, var day, _, var weekday] fields)
            return CronLine.Read(schedule).Complaint ?? new Complaint($"\"{schedule}\" has not five fields", "write all five of them");

        var number = Weekday(weekday);
        if (number is not null)
            fields[4] = number.Value.ToString(CultureInfo.InvariantCulture);

        // To cron, a day and a weekday together mean either of the two; to us, both.
        string[][] lines = IsStar(day) || IsStar(weekday) ? [fields] : [[.. fields[..4], "*"], [.. fields[..2], "*", .. fields[3..]]];
        var complaint = lines.Select(line => CronLine.Read(string.Join(' ', line)).Complaint).FirstOrDefault(wrong => wrong is not null);
        if (complaint is not null)
            return complaint;

        var name = action == TickAction.Resources ? Resources : NameOf(fields, number);
        foreach (var line in lines)
            Put(name, line);
        return null;
    }

    /// <summary>One line of configuration for each tick.</summary>
    public IEnumerable<string> Written()
    {
        var width = _ticks.Max(tick => tick.Name.Length);
        return _ticks.Select(tick => $"{tick.Name.PadRight(width)} {{ cron = {Written(tick.Crons)}, run = {Action(tick.Name)} }}");
    }

    private static string Action(string tick) => tick == Resources ? "resources" : "sweep";

    private static string Written(List<(string Minutes, string Others)> crons)
    {
        var lines = crons.Select(cron => QuotedText.Write($"{cron.Minutes} {cron.Others}")).ToList();
        return lines is [var one] ? one : $"[{string.Join(", ", lines)}]";
    }

    private void Put(string name, string[] fields)
    {
        var tick = _ticks.Find(tick => tick.Name == name);
        if (tick.Crons is null)
            _ticks.Add(tick = (name, []));

        var (minutes, others) = (fields[0], string.Join(' ', fields[1..]));
        var beside = tick.Crons.FindIndex(cron =>
            cron.Others == others && (cron.Minutes == minutes || (IsPlain(cron.Minutes) && IsPlain(minutes))));
        if (beside < 0)
            tick.Crons.Add((minutes, others));
        else if (IsPlain(minutes))
            tick.Crons[beside] = (Together(tick.Crons[beside].Minutes, minutes), others);
    }

    private static string Together(string some, string others) => string.Join(',', (some + ',' + others)
        .Split(',')
        .Select(minute => int.Parse(minute, NumberStyles.None, CultureInfo.InvariantCulture))
        .Distinct()
        .Order()
        .Select(minute => minute.ToString(CultureInfo.InvariantCulture)));

    private string NameOf(string[] fields, int? weekday) =>
        weekday is { } day && fields[2] == "*" && fields[3] == "*" ? Weekdays[day]
        : IsStar(fields[0]) && (IsStar(fields[2]) || IsStar(fields[4])) ? "periodic"
        : Nameless();

    private string Nameless() => string.Create(CultureInfo.InvariantCulture, $"tick-{++_nameless}");

    private static bool IsPlain(string minutes) => PlainMinutes().IsMatch(minutes);

    // cron looks at the first letter alone: "*/2" counts as a star, too.
    private static bool IsStar(string field) => field[0] is '*' or '?';

    /// <summary>0 for Sunday; null where the field is not one single day.</summary>
    private static int? Weekday(string field)
    {
        if (field is [>= '0' and <= '7'])
            return (field[0] - '0') % 7;
        var day = Array.FindIndex(Weekdays, name => name[..3].Equals(field, StringComparison.OrdinalIgnoreCase));
        return day >= 0 ? day : null;
    }

    [GeneratedRegex("^[0-9]{1,2}(,[0-9]{1,2})*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainMinutes();
}
