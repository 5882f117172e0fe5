using Supervision.Core.Configuration;

namespace Supervision.Core.Schedule;

/// <summary>Reads <c>healthcheck.timezone</c>: a name of the tz database, as this host has it.</summary>
internal static class TimeZoneReader
{
    private const string Key = "timezone";

    public static TimeZoneInfo Read(Section healthcheck)
    {
        var name = healthcheck.Text(Key);

        // A zone that was read before is found by .NET in any case of letters, and by the next start of the daemon is not.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.Id == name)
            return zone;

        var known = TimeZoneInfo.GetSystemTimeZones().Select(each => each.Id).ToList();
        if (known.Count < 2)
            healthcheck.Reject(Key, $"\"{name}\" is no time zone of this host, which knows none at all", "install the package tzdata");
        else if (Near(name, known) is { } near)
            healthcheck.Reject(Key, $"\"{name}\" is no time zone of this host; did you mean \"{near}\"?", $"write \"{near}\"");
        else
            healthcheck.Reject(
                Key, $"\"{name}\" is no time zone of this host", "write a name such as \"Europe/Istanbul\"; the package tzdata has them");
        return TimeZoneInfo.Utc;
    }

    // Letters of the wrong case are the usual mistake, and are many slips of the finger where the whole name is in capitals.
    private static string? Near(string name, List<string> known) =>
        known.Find(each => each.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? NearestKey.To(name, known);
}
