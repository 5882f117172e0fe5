using System.Collections.Immutable;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Processes;
using Supervision.Adapters.Systemd;
using Supervision.Core.Hosting;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Daemon.Hosting;

/// <summary>The unit manager that the configuration names.</summary>
internal static class UnitControls
{
    public static IUnitControl Create(HealthcheckSettings settings, TimeProvider clock)
    {
        IUnitControl units = settings.Host switch
        {
            HostKind.Systemd => new SystemdUnits(clock, settings.Recovery.Backend.Request),
            HostKind.Processes => new ProcessUnits(Declared(settings), clock),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var backend = settings.Recovery.Backend;
        if (backend.Script is { } script)
            units = new ScriptRuns(
                units, script.Path, script.Via, backend.Timeout, Path.Combine(settings.Directories.State, "backend.log"), clock);
        return backend.RequireRootOwned ? new GuardedRuns(units, unit => Objections(settings, unit, clock) ?? [NotAsked]) : units;
    }

    /// <summary>What others than root can write of what is run as root; null where systemd cannot be asked what that is.</summary>
    public static ImmutableArray<string>? Objections(HealthcheckSettings settings, UnitName unit, TimeProvider clock)
    {
        // Run directly, the script is run as ourselves, and no more than we can do is gained by writing it.
        ImmutableArray<string>? paths = settings.Recovery.Backend.Script switch
        {
            { Via: ScriptVia.Direct } => [],
            { } script => [script.Path],
            null when settings.Host == HostKind.Processes => [],
            null => UnitCommands.PathsOf(unit, clock),
        };
        return paths is { } known ? [.. known.SelectMany(path => WayTo.Objections(path)).Distinct(StringComparer.Ordinal)] : null;
    }

    private const string NotAsked = "systemd cannot be asked what the unit runs";

    public static ImmutableArray<ProcessUnit> Declared(HealthcheckSettings settings) =>
        [.. settings.Services.Select(service => new ProcessUnit(service.Unit, service.Command))];
}
