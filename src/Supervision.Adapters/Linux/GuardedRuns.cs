using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Linux;

/// <summary>
/// Refuses a run for which there are objections at that moment; everything else is left to <paramref name="inner"/>.
/// </summary>
/// <param name="objections">What speaks against starting this unit. Looks at the disk, and may ask systemd: called away from the caller's
/// thread.</param>
public sealed class GuardedRuns(IUnitControl inner, Func<UnitName, ImmutableArray<string>> objections) : IUnitControl
{
    private readonly Lock _reporting = new();
    private Action<UnitReport> _report = _ => { };

    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report)
    {
        _report = report;
        inner.Open(units, Report);
    }

    public void Sweep(SweepId sweep) => inner.Sweep(sweep);

    public void Start(RunId run, UnitName unit) => _ = Task.Run(() =>
    {
        try
        {
            var found = objections(unit);
            if (found.IsEmpty) inner.Start(run, unit);
            else Report(Refused(run, string.Join("; ", found)));
        }
#pragma warning disable CA1031 // Nobody waits for this task, and a run that is never answered would be in flight for ever.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Report(Refused(run, $"what the run would run could not be looked at: {failure.Message}"));
        }
    });

    private static UnitReport.RunRefused Refused(RunId run, string why) => new(run, $"require-root-owned = on, and {why}");

    public void Restart(RunId run, ImmutableArray<UnitName> units) => inner.Restart(run, units);

    public void Follow(RunId run, UnitName unit, TimeSpan since) => inner.Follow(run, unit, since);

    public void Watch(ImmutableArray<UnitName> units) => inner.Watch(units);

    public void Dispose()
    {
        inner.Dispose();
        lock (_reporting) _report = _ => { };
    }

    // Two threads report: that of the inner one and a refusal's.
    private void Report(UnitReport report)
    {
        lock (_reporting) _report(report);
    }
}
