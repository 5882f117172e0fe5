using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Failpoints;

/// <summary>The real unit manager, with a point on both sides of a start and at each of its answers.</summary>
internal sealed class MortalUnits(IUnitControl inner, Death death) : IUnitControl
{
    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report) => inner.Open(units, heard =>
    {
        if (heard is UnitReport.RunAccepted)
            death.Pass(Failpoint.WhenAccepted);
        if (heard is UnitReport.RunEnded)
            death.Pass(Failpoint.WhenEnded);
        report(heard);
    });

    public void Start(RunId run, UnitName unit)
    {
        death.Pass(Failpoint.BeforeStart);
        inner.Start(run, unit);
        death.Pass(Failpoint.AfterStart);
    }

    public void Sweep(SweepId sweep) => inner.Sweep(sweep);

    public void Restart(RunId run, ImmutableArray<UnitName> units) => inner.Restart(run, units);

    public void Follow(RunId run, UnitName unit, TimeSpan since) => inner.Follow(run, unit, since);

    public void Watch(ImmutableArray<UnitName> units) => inner.Watch(units);

    public void Dispose() => inner.Dispose();
}
