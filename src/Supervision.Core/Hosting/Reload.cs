using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Hosting;

/// <summary>
/// What a new configuration changes in a daemon that lives on.
/// <para>Intuition: what is decided by, and what is watched, can be put on the desk anew at any time. What the daemon stands on (its
/// directories, its socket, its unit manager, the processes that it runs itself) cannot be pulled away from under it.</para>
/// <para>Whatever is not named in <see cref="Of"/> keeps its value until a restart; a new setting has to be carried over on purpose.</para>
/// </summary>
/// <param name="InForce">The settings from now on.</param>
/// <param name="Changed">What is different from before.</param>
/// <param name="Waiting">What the new configuration wants otherwise, and only a restart can bring.</param>
public sealed record Reload(HealthcheckSettings InForce, ImmutableArray<SettingChange> Changed, ImmutableArray<SettingChange> Waiting)
{
    public static Reload Of(HealthcheckSettings before, HealthcheckSettings asked)
    {
        var next = before with
        {
            Mode = asked.Mode,
            Takeover = asked.Takeover,
            Rules = asked.Rules,
            Language = asked.Language,
            Zone = asked.Zone,
            Services = (before.Host, asked.Host) == (HostKind.Systemd, HostKind.Systemd)
                ? asked.Services
                : Kept(before.Services, asked.Services),
            Recovery = asked.Recovery with { Backend = Kept(before.Recovery.Backend, asked.Recovery.Backend) },
            Schedule = asked.Schedule,
            Obstacles = asked.Obstacles,
            Heartbeat = asked.Heartbeat,
            Resources = asked.Resources,
            Notify = asked.Notify,
        };
        return new Reload(next, [.. SettingFacts.Between(before, next)], [.. SettingFacts.Between(next, asked)]);
    }

    // A script is run by a part of the daemon that was built for it, with its time. Where the other way is asked for, nothing of it counts
    // yet: its unit is a default that nobody wrote, or not the one that would be started. The file that asks for a run is another such
    // part's.
    private static BackendRun Kept(BackendRun before, BackendRun asked) => (before.Script, asked.Script) switch
    {
        (null, null) => asked with { RequireRootOwned = before.RequireRootOwned, Request = before.Request },
        ({ }, { }) => before with { Unit = asked.Unit },
        _ => before,
    };

    // The daemon's own child processes: which there are, and what they run, was settled when it started them.
    private static ImmutableArray<ServiceSettings> Kept(ImmutableArray<ServiceSettings> before, ImmutableArray<ServiceSettings> asked)
    {
        var names = before.Select(service => service.Name).ToHashSet();
        return
        [
            .. before.Select(old => asked.FirstOrDefault(service => service.Name == old.Name) is { } service
                ? old with
                {
                    ManualStop = service.ManualStop,
                    DependsOn = [.. service.DependsOn.Where(names.Contains)],
                    Probes = service.Probes,
                    StartGrace = service.StartGrace,
                    Flapping = service.Flapping,
                    Steps = service.Steps,
                }
                : old),
        ];
    }
}
