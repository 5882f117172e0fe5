using System.Globalization;

namespace Supervision.Core.Tests.Schedule;

/// <summary>What crontab(5) says of the five fields, word for word, minute by minute: something to hold our own reading against.</summary>
internal sealed class PlainCron
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly bool[] _minutes, _hours, _days, _months, _weekdays;
    private readonly bool _either;

    public PlainCron(string schedule)
    {
        var fields = schedule.Split(' ');
        (_minutes, _hours, _days) = (Set(fields[0], 0, 59), Set(fields[1], 0, 23), Set(fields[2], 1, 31));
        (_months, _weekdays) = (Set(fields[3], 1, 12), Set(fields[4], 0, 7));
        _weekdays[0] |= _weekdays[7];
        _either = fields[2][0] != '*' && fields[4][0] != '*';
    }

    /// <summary>Whether the job is run in the minute that begins at <paramref name="at"/>.</summary>
    public bool Runs(DateTimeOffset at)
    {
        var (day, weekday) = (_days[at.Day], _weekdays[(int)at.DayOfWeek]);
        return _minutes[at.Minute] && _hours[at.Hour] && _months[at.Month] && (_either ? day || weekday : day && weekday);
    }

    private static bool[] Set(string field, int first, int last)
    {
        var set = new bool[last + 1];
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') is [var before, var by] ? (before, Number(by)) : (part, 1);
            var (from, to) = range == "*" ? (first, last)
                : range.Split('-') is [var low, var high] ? (Number(low), Number(high))
                : (Number(range), Number(range));
            for (var value = from; value <= to; value += step)
                set[value] = true;
        }

        return set;
    }

    private static int Number(string text) =>
        Array.IndexOf(Months, text) is >= 0 and var month ? month + 1
        : Array.IndexOf(Days, text) is >= 0 and var day ? day
        : int.Parse(text, CultureInfo.InvariantCulture);
}
