using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

public sealed class SupervisorStateTests
{
    private static readonly DateTimeOffset Wall = new(2026, 11, 23, 4, 30, 0, TimeSpan.Zero);
    private static readonly Moment Now = new(Wall, TimeSpan.FromMinutes(5));
    private static readonly SupervisorSettings Settings = new([], Desk.Contract, SupervisionMode.Act, "this boot");

    [Fact]
    public void Runs_of_an_earlier_life_are_dated_back_on_the_new_monotonic_clock()
    {
        var budget = After(Run(1, Wall.AddMinutes(-30), Wall.AddMinutes(-29))).Budget;

        Assert.Equal(TimeSpan.FromMinutes(-25), budget.Charges[0].At);
        Assert.Equal(TimeSpan.FromMinutes(-24), budget.Charges[0].EndedAt);
        Assert.Equal(2, budget.Left(Now.Elapsed));
        Assert.Equal(3, budget.Left(Now.Elapsed + TimeSpan.FromMinutes(30)));
    }

    [Fact]
    public void A_restart_of_the_daemon_refills_nothing()
    {
        var budget = After(Run(1, Wall.AddMinutes(-50)), Run(2, Wall.AddMinutes(-40)), Run(3, Wall.AddMinutes(-1))).Budget;

        Assert.Equal(0, budget.Left(Now.Elapsed));
        Assert.Equal(Now.Elapsed + TimeSpan.FromMinutes(10), budget.NextFreeAt(Now.Elapsed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60 * 24 * 365 * 10)]
    public void A_run_of_the_future_counts_for_one_window_from_now(int minutes)
    {
        var budget = After(Run(1, Wall.AddMinutes(minutes), Wall.AddMinutes(minutes + 1))).Budget;

        Assert.Equal(Now.Elapsed, budget.Charges[0].At);
        Assert.Equal(Now.Elapsed, budget.Charges[0].EndedAt);
        Assert.Equal(2, budget.Left(Now.Elapsed + TimeSpan.FromMinutes(59)));
        Assert.Equal(3, budget.Left(Now.Elapsed + TimeSpan.FromMinutes(60)));
    }

    [Fact]
    public void Runs_around_a_clock_that_was_set_back_free_up_in_the_order_of_their_stamps()
    {
        var budget = After(Run(1, Wall.AddMinutes(-20)), Run(2, Wall.AddMinutes(-10)), Run(3, Wall.AddMinutes(-50))).Budget;

        Assert.Equal(Now.Elapsed + TimeSpan.FromMinutes(10), budget.NextFreeAt(Now.Elapsed));
    }

    [Fact]
    public void A_run_without_an_end_stays_without_one() =>
        Assert.Null(After(Run(1, Wall.AddMinutes(-1))).Budget.Charges[0].EndedAt);

    [Fact]
    public void Numbers_go_on_where_they_ended()
    {
        var state = SupervisorState.After(new History([], [], LastRun: 17, LastIncident: 4), Settings, Now);

        Assert.Equal((17, 4), (state.LastRun, state.LastIncident));
        Assert.False(state.Ready);
        Assert.Null(state.Incident);
    }

    private static SupervisorState After(params ChargedRun[] runs) =>
        SupervisorState.After(new History([.. runs], [], runs.Length, 1), Settings, Now);

    private static ChargedRun Run(int number, DateTimeOffset at, DateTimeOffset? endedAt = null) =>
        new(new RunId(number), at, "an earlier boot", TimeSpan.FromDays(9), endedAt, [new ServiceName("nginx")]);
}
