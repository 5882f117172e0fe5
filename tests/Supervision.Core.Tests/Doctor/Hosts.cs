using System.Collections.Immutable;
using Supervision.Core.Doctor;
using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Doctor;

/// <summary>A sound host and its configuration, to be varied by one thing.</summary>
internal static class Hosts
{
    public static readonly UnitName Run = new("backend-restart.service");

    public static HealthcheckSettings Settings { get; } = new(
        HostKind.Systemd,
        SupervisionMode.Act,
        Language.English,
        TimeZoneInfo.Utc,
        [Service("postgresql"), Service("gunicorn", "postgresql"), Service("nginx", "gunicorn")],
        new RecoverySettings(
            new BackendRun(Run, null, TimeSpan.FromMinutes(15)),
            TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 3, TimeSpan.FromHours(1), [TimeSpan.Zero]),
        new ScheduleSettings([], TimeZoneInfo.Utc),
        new Directories("/var/log/healthcheck", "/var/lib/healthcheck", "/run/healthcheck"),
        "");

    public static HostFacts Sound { get; } = new()
    {
        Units = [Unit("postgresql"), Unit("gunicorn"), Unit("nginx"), Unit("backend-restart")],
        Programs = [new("/bin/bash", Run.Text, false, true, true, null), new("/srv/backend.sh", Run.Text, true, true, false, "#!/bin/bash\n")],
        Grants = [new(new Grant(Run, "start"), true, "")],
        Directories = [new("log.directory", "/var/log/healthcheck", true, true)],
        OldLog = new("/var/www/logs/service_monitor.log", "/var/log/healthcheck/service_monitor.log", true),
        Zone = TimeZoneInfo.Utc,
    };

    public static UnitFacts Unit(string name) => new(UnitName.Of(name), UnitLoad.Loaded)
    {
        Type = "simple",
        Restart = "no",
        RestartDelay = TimeSpan.FromMilliseconds(100),
        StartLimitInterval = TimeSpan.FromSeconds(10),
        StartLimitBurst = 5,
    };

    public static ImmutableArray<Finding> With(UnitFacts unit) => Diagnosis.Of(Settings, Sound with { Units = [unit] });

    public static ImmutableArray<Finding> With(HostFacts facts) => Diagnosis.Of(Settings, facts);

    public static ServiceSettings Service(string name, params string[] dependsOn) =>
        new(new ServiceName(name), UnitName.Of(name), ManualStop.Tick, [.. dependsOn.Select(one => new ServiceName(one))], []);
}
