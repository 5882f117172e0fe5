using System.Collections.Immutable;
using Supervision.Adapters.Processes;
using Supervision.Adapters.Systemd;
using Supervision.Core.Hosting;
using Supervision.Core.Services;

namespace Supervision.Daemon.Hosting;

/// <summary>The unit manager that the configuration names.</summary>
internal static class UnitControls
{
    public static IUnitControl Create(HealthcheckSettings settings, TimeProvider clock)
    {
        IUnitControl units = settings.Host switch
        {
            HostKind.Systemd => new SystemdUnits(clock),
            HostKind.Processes => new ProcessUnits(Declared(settings), clock),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var backend = settings.Recovery.Backend;
        return backend.Script is { } script
            ? new ScriptRuns(units, script.Path, script.Via, backend.Timeout, Path.Combine(settings.Directories.State, "backend.log"), clock)
            : units;
    }

    public static ImmutableArray<ProcessUnit> Declared(HealthcheckSettings settings) =>
        [.. settings.Services.Select(service => new ProcessUnit(service.Unit, service.Command))];
}
