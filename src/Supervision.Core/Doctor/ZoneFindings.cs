using System.Globalization;

namespace Supervision.Core.Doctor;

/// <summary>The calendar is in the zone that the configuration names, whatever the host's is. That they differ is not wrong, and still is
/// what makes people wait for a tick that came three hours ago.</summary>
internal static class ZoneFindings
{
    public static IEnumerable<Finding> Of(TimeZoneInfo configured, TimeZoneInfo? host)
    {
        // By their rules and not by their names: Europe/Istanbul and Asia/Istanbul are one zone.
        if (host is null || host.Id == configured.Id || host.HasSameRules(configured)) return [];
        var warning = Finding.Warning(
            "healthcheck.timezone",
            $"is {configured.Id} ({Offset(configured)}), and the host is in {host.Id} ({Offset(host)}): " +
            "the schedule and service_monitor.log go by the one, crontabs, date and journalctl by the other",
            $"timedatectl set-timezone {configured.Id}, or timezone = \"{host.Id}\"");
        return [warning];
    }

    private static string Offset(TimeZoneInfo zone)
    {
        var offset = zone.BaseUtcOffset;
        return string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }
}
