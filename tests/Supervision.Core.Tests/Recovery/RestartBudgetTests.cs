using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

public sealed class RestartBudgetTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void Three_runs_are_granted_and_the_fourth_is_refused()
    {
        var budget = RestartBudget.Full(3, Hour);
        for (var run = 1; run <= 3; run++)
        {
            Assert.Equal(4 - run, budget.Left(Minute(run)));
            budget = budget.Spend(new RunId(run), Minute(run), [new ServiceName("nginx")]);
        }

        Assert.Equal(0, budget.Left(Minute(4)));
        Assert.Throws<InvalidOperationException>(() => budget.Spend(new RunId(4), Minute(4), []));
    }

    [Fact]
    public void A_run_leaves_the_window_exactly_at_its_end()
    {
        var budget = Spent(Minute(0), Minute(10), Minute(20));

        Assert.Equal(0, budget.Left(Hour - Tick));
        Assert.Equal(1, budget.Left(Hour));
        Assert.Equal(1, budget.Left(Hour + Tick));
        Assert.Equal(2, budget.Left(Minute(70)));
        Assert.Equal(3, budget.Left(Minute(80)));
    }

    [Fact]
    public void The_next_run_is_free_when_the_oldest_leaves_the_window()
    {
        Assert.Equal(Hour, Spent(Minute(0), Minute(10), Minute(20)).NextFreeAt(Minute(30)));
        Assert.Equal(Minute(65), Spent(Minute(0), Minute(5), Minute(10), Minute(20)).NextFreeAt(Hour));
    }

    [Fact]
    public void A_run_is_free_now_while_any_is_left() =>
        Assert.Equal(Minute(30), Spent(Minute(0), Minute(10)).NextFreeAt(Minute(30)));

    [Fact]
    public void With_more_charges_than_runs_enough_of_them_must_leave()
    {
        var budget = Spent(Minute(0), Minute(5), Minute(10), Minute(20), Minute(25));

        Assert.Equal(0, budget.Left(Minute(30)));
        Assert.Equal(Minute(70), budget.NextFreeAt(Minute(30)));
        Assert.Equal(0, budget.Left(Minute(70) - Tick));
        Assert.Equal(1, budget.Left(Minute(70)));
    }

    [Fact]
    public void A_budget_of_no_runs_never_frees_up()
    {
        var budget = RestartBudget.Full(0, Hour);

        Assert.Equal(0, budget.Left(Hour));
        Assert.Equal(TimeSpan.MaxValue, budget.NextFreeAt(Hour));
    }

    [Fact]
    public void A_refund_returns_one_charge_and_no_other()
    {
        var budget = Spent(Minute(0), Minute(10), Minute(20)).Refund(new RunId(2));

        Assert.Equal([new RunId(1), new RunId(3)], budget.Charges.Select(charge => charge.Run));
        Assert.Equal(1, budget.Left(Minute(30)));
    }

    [Fact]
    public void A_reset_returns_them_all() =>
        Assert.Equal(3, Spent(Minute(0), Minute(10), Minute(20)).Reset().Left(Minute(20)));

    [Fact]
    public void The_end_of_a_run_is_noted_at_that_run()
    {
        var budget = Spent(Minute(0), Minute(10)).Ended(new RunId(2), Minute(12));

        Assert.Equal([null, Minute(12)], budget.Charges.Select(charge => charge.EndedAt));
    }

    [Fact]
    public void What_has_left_the_window_counts_again_where_the_window_is_made_longer()
    {
        var budget = Spent(Minute(0), Minute(10)).Spend(new RunId(9), Hour, []);

        Assert.Equal(2, budget.Counted(Hour).Length);
        Assert.Equal(3, (budget with { Within = TimeSpan.FromHours(2) }).Counted(Hour).Length);
    }

    [Fact]
    public void No_more_charges_are_kept_than_any_budget_counts()
    {
        var budget = RestartBudget.Full(RestartBudget.Remembered, Hour);
        for (var run = 1; run <= RestartBudget.Remembered + 2; run++)
            budget = budget.Spend(new RunId(run), run * Hour, []);

        Assert.Equal(RestartBudget.Remembered, budget.Charges.Length);
        Assert.Equal(new RunId(3), budget.Charges[0].Run);
    }

    private static RestartBudget Spent(params TimeSpan[] at) =>
        new(3, Hour, [.. at.Select((instant, index) => new Charge(new RunId(index + 1), instant, null, []))]);

    private static TimeSpan Minute(int minutes) => TimeSpan.FromMinutes(minutes);
}
