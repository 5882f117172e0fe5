using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Daemon.CommandLine;

namespace Supervision.Daemon.Tests.CommandLine;

public sealed class OneLookTests
{
    private static readonly ImmutableArray<UnitName> Units = [new("nginx.service"), new("celery.service")];

    [Fact]
    public async Task Every_unit_is_judged_by_what_the_sweep_finds()
    {
        using var host = new AnsweringUnits(sweep => [new UnitReport.Swept(
            sweep, HostPhase.Running, [Status(Units[0], UnitActivity.Active, "success"), Status(Units[1], UnitActivity.Failed, "signal")])]);

        var found = await LookAsync(host);

        Assert.Equal((Verdict.Up, Verdict.Down), (found[Units[0]].Judgement.Verdict, found[Units[1]].Judgement.Verdict));
        Assert.Equal("celery.service is failed (signal)", found[Units[1]].Judgement.Evidence);
    }

    [Fact]
    public async Task What_changes_meanwhile_is_no_answer()
    {
        using var host = new AnsweringUnits(sweep =>
        [
            new UnitReport.Connected(),
            new UnitReport.Changed(Status(Units[0], UnitActivity.Failed, "signal")),
            new UnitReport.Swept(sweep, HostPhase.Running, [.. Units.Select(unit => Status(unit, UnitActivity.Active, "success"))]),
        ]);

        Assert.All((await LookAsync(host)).Values, seen => Assert.Equal(Verdict.Up, seen.Judgement.Verdict));
    }

    [Fact]
    public async Task A_unit_manager_out_of_reach_makes_every_unit_unknown_and_says_why()
    {
        using var host = new AnsweringUnits(_ => [new UnitReport.Lost("no bus here")]);

        var found = await LookAsync(host);

        Assert.Equal(Units, found.Keys);
        Assert.All(found.Values, seen => Assert.Equal((Verdict.Unknown, "no bus here"), (seen.Judgement.Verdict, seen.Judgement.Evidence)));
    }

    [Fact]
    public async Task A_unit_manager_that_does_not_answer_is_waited_for_no_longer_than_patience()
    {
        using var host = new AnsweringUnits(_ => []);

        var found = await OneLook.AtAsync(host, Units, TimeSpan.FromMilliseconds(1), CancellationToken.None);

        Assert.All(found.Values, seen => Assert.Equal((Verdict.Unknown, "systemd does not answer"), (seen.Judgement.Verdict, seen.Judgement.Evidence)));
    }

    [Fact]
    public async Task Nothing_is_started_and_the_unit_manager_is_let_go()
    {
        using var host = new AnsweringUnits(sweep => [new UnitReport.Swept(sweep, HostPhase.Running, [])]);

        await LookAsync(host);

        Assert.True(host.Disposed);
        Assert.Equal(0, host.Started);
    }

    private static Task<Dictionary<UnitName, SeenUnit>> LookAsync(IUnitControl host) =>
        OneLook.AtAsync(host, Units, Failsafe.Time, CancellationToken.None);

    private static UnitStatus Status(UnitName unit, UnitActivity activity, string result) =>
        new(unit, UnitLoad.Loaded, activity, "running", result, "1", JobQueued: false, []);

    /// <summary>A unit manager with ready answers to a sweep.</summary>
    private sealed class AnsweringUnits(Func<SweepId, IEnumerable<UnitReport>> answer) : IUnitControl
    {
        private Action<UnitReport> _report = _ => { };

        public bool Disposed { get; private set; }

        public int Started { get; private set; }

        public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report) => _report = report;

        public void Sweep(SweepId sweep)
        {
            foreach (var report in answer(sweep))
                _report(report);
        }

        public void Follow(RunId run, UnitName unit, TimeSpan since) => Assert.Fail("one look follows nothing");

        public void Restart(RunId run, ImmutableArray<UnitName> units) => Assert.Fail("one look restarts nothing");

        public void Watch(ImmutableArray<UnitName> units) => Assert.Fail("one look looks once");

        public void Start(RunId run, UnitName unit) => Started++;

        public void Dispose() => Disposed = true;
    }
}
