using System.Collections.Immutable;
using System.Text;
using Supervision.Core.Configuration;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Resources;
using Supervision.Core.Schedule;
using Supervision.Core.Services;

namespace Supervision.Core.Hosting;

/// <summary>Turns a configuration tree, with reference.conf at its bottom, into settings. Everything that is wrong is told at
/// once.</summary>
public static class HealthcheckSettingsReader
{
    // sun_path of unix(7) has 108 bytes, the zero at its end included; "/control.sock" takes 13 of them.
    private const int LongestSocketDirectory = 94;

    /// <returns>The settings, or null with at least one error.</returns>
    public static (HealthcheckSettings? Settings, ImmutableArray<ConfigError> Errors) Read(HoconReading reading)
    {
        var errors = new ConfigErrors();
        errors.AddRange(reading.Errors);
        var root = Section.Root(reading.Tree, errors);
        var healthcheck = root.Under("healthcheck");

        var host = healthcheck.OneOf("host", ("systemd", HostKind.Systemd), ("processes", HostKind.Processes));
        var zone = TimeZoneReader.Read(healthcheck);
        var recovery = RecoverySettingsReader.Read(healthcheck.Under("recovery"));
        var settings = new HealthcheckSettings(
            host,
            healthcheck.OneOf("mode", ("act", SupervisionMode.Act), ("observe", SupervisionMode.Observe)),
            healthcheck.OneOf("language", ("tr", Language.Turkish), ("en", Language.English)),
            zone,
            ServiceSettingsReader.Read(
                healthcheck.Under("services"),
                ProbeDefaults.Read(healthcheck.Under("probes")),
                recovery.Backend.Unit,
                isWhole: reading.Errors.IsEmpty,
                needsCommands: host == HostKind.Processes),
            recovery,
            ScheduleSettingsReader.Read(healthcheck.Under("schedule"), zone),
            new Directories(
                ReadDirectory(healthcheck.Under("log")),
                ReadDirectory(healthcheck.Under("state")),
                ReadSocketDirectory(healthcheck.Under("control"))),
            AkkaSection.Read(root))
        {
            Takeover = healthcheck.Flag("takeover"),
            Rules = new Rulebook(EffectiveConfiguration.Of(reading.Tree)),
            Obstacles = ObstacleSettingsReader.Read(healthcheck.Under("obstacles")),
            Heartbeat = HeartbeatSettingsReader.Read(healthcheck.Under("heartbeat")),
            Resources = ResourceSettingsReader.Read(healthcheck.Under("resources")),
            Notify = NotifySettingsReader.Read(
                healthcheck.Under("notify"),
                ChannelsReader.Read(healthcheck.Under("notify"), NotifySettingsReader.Reserved)),
        };
        root.RefuseUnknownSections();
        return errors.IsEmpty ? (settings, []) : (null, errors.Ordered());
    }

    private static string ReadDirectory(Section section)
    {
        var directory = section.Text("directory");
        if (!directory.StartsWith('/'))
            section.Reject("directory", "must be an absolute path", "write it from the root, beginning with /");
        return directory;
    }

    private static string ReadSocketDirectory(Section control)
    {
        var directory = ReadDirectory(control);
        if (Encoding.UTF8.GetByteCount(directory) > LongestSocketDirectory)
            control.Reject(
                "directory", $"is longer than {LongestSocketDirectory} bytes, too long for a socket", "choose a shorter path, such as /run/healthcheck");
        return directory;
    }
}
