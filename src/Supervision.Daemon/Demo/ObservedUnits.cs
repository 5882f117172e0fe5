using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Daemon.Demo;

/// <summary>The demo's eyes: passes everything on, and tells of every unit that fails or comes back.</summary>
internal sealed class ObservedUnits(IUnitControl inner, Action<UnitStatus> changed) : IUnitControl
{
    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report) => inner.Open(units, heard =>
    {
        if (heard is UnitReport.Changed { Status: var status })
            changed(status);
        report(heard);
    });

    public void Sweep(SweepId sweep) => inner.Sweep(sweep);

    public void Start(RunId run, UnitName unit) => inner.Start(run, unit);

    public void Restart(RunId run, ImmutableArray<UnitName> units) => inner.Restart(run, units);

    public void Follow(RunId run, UnitName unit, TimeSpan since) => inner.Follow(run, unit, since);

    public void Watch(ImmutableArray<UnitName> units) => inner.Watch(units);

    public void Dispose() => inner.Dispose();
}
