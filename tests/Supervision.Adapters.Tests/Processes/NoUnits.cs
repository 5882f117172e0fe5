using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Processes;

/// <summary>A unit manager without units, which no run may reach.</summary>
internal sealed class NoUnits : IUnitControl
{
    private Action<UnitReport> _report = _ => { };

    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report) => _report = report;

    public void Sweep(SweepId sweep) => _report(new UnitReport.Swept(sweep, HostPhase.Running, []));

    public void Start(RunId run, UnitName unit) => Assert.Fail("a run reached the manager inside");

    public void Restart(RunId run, ImmutableArray<UnitName> units) => Assert.Fail("a run reached the manager inside");

    public void Follow(RunId run, UnitName unit, TimeSpan since) => Assert.Fail("a run reached the manager inside");

    public void Watch(ImmutableArray<UnitName> units)
    {
    }

    public void Dispose()
    {
    }
}
