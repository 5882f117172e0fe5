using System.Collections.Immutable;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Processes;
using Supervision.Adapters.Tests.Processes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Linux;

public sealed class GuardedRunsTests : IDisposable
{
    private static readonly UnitName Backend = new("backend-restart.service");
    private static readonly UnitName Nginx = new("nginx.service");

    private readonly ProcessUnits _processes = new([new ProcessUnit(Nginx, ["sleep", "1000"])], TimeProvider.System);
    private readonly Reports _reports = new();

    public void Dispose() => _processes.Dispose();

    private GuardedRuns Guarded(Func<UnitName, ImmutableArray<string>> objections)
    {
        var guarded = new GuardedRuns(_processes, objections);
        guarded.Open([Nginx], _reports.Take);
        return guarded;
    }

    [Fact]
    public async Task A_run_without_an_objection_is_started()
    {
        using var guarded = Guarded(_ => []);

        guarded.Start(new RunId(1), Backend);

        Assert.Equal(RunResult.Done, (await _reports.Next<UnitReport.RunEnded>()).Outcome.Result);
    }

    [Fact]
    public async Task A_run_with_objections_is_refused_with_all_of_them()
    {
        using var guarded = Guarded(unit => [$"{unit} is bad", "and more"]);

        guarded.Start(new RunId(1), Backend);

        var refused = await _reports.Next<UnitReport.RunRefused>();
        Assert.Equal("require-root-owned = on, and backend-restart.service is bad; and more", refused.Why);
    }

    [Fact]
    public async Task A_look_that_fails_refuses_the_run_and_leaves_nobody_waiting()
    {
        using var guarded = Guarded(_ => throw new InvalidOperationException("no such luck"));

        guarded.Start(new RunId(7), Backend);

        var refused = await _reports.Next<UnitReport.RunRefused>();
        Assert.Equal(new RunId(7), refused.Run);
        Assert.Contains("no such luck", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_of_single_units_is_passed_on()
    {
        using var guarded = Guarded(_ => ["this concerns backend.sh alone"]);

        guarded.Restart(new RunId(1), [Nginx]);

        Assert.Equal("restarted nginx.service", (await _reports.Next<UnitReport.RunEnded>()).Outcome.Evidence);
    }
}
