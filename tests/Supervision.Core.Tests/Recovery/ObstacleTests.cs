using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Core.Tests.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>What the host itself puts in the way of a run.</summary>
public sealed class ObstacleTests
{
    private static Obstacle Of(ObstacleKind kind) => new(kind, $"seen: {kind}", $"healthcheck.obstacles.{kind}");

    [Theory]
    [InlineData(ObstacleKind.PackageUpgrade)]
    [InlineData(ObstacleKind.Deployment)]
    [InlineData(ObstacleKind.DiskFull)]
    [InlineData(ObstacleKind.ReadOnly)]
    public void Nothing_is_started_while_it_is_there_and_that_is_recorded_and_said_once_with_the_key(ObstacleKind kind)
    {
        var desk = new Desk { Obstacles = [Of(kind)] }.Start().Kill("celery").Pass(500);

        Assert.Empty(desk.Intents);
        var refused = Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse);
        Assert.Contains($"seen: {kind}", refused.Reason + refused.Evidence, StringComparison.Ordinal);
        Assert.Equal($"healthcheck.obstacles.{kind}", refused.Rule?.Key);
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());
        Assert.Equal(3, desk.State.Budget.Left(desk.Monotonic));

        desk.Obstacles = [];
        desk.Pass(11);
        Assert.Single(desk.Starts);
    }

    [Fact]
    public void What_is_too_old_to_be_believed_is_told_once_and_not_waited_for()
    {
        var desk = new Desk { Obstacles = [Of(ObstacleKind.Stale)] }.Start().Kill("celery").Pass(60).Tick("periodic").Pass(60);

        Assert.Equal([2], desk.Starts);
        Assert.Equal([new Announcement.ObstacleStale("seen: Stale")], desk.Announced.OfType<Announcement.ObstacleStale>());
    }

    [Fact]
    public void No_decision_rests_on_a_reading_before_the_obstacles_were_looked_at()
    {
        var desk = new Desk().Start().Kill("celery");
        (desk.Obstacles, desk.ObstaclesTake) = ([Of(ObstacleKind.Deployment)], Desk.Seconds(3));

        desk.Pass(500);

        Assert.Empty(desk.Intents);
    }

    [Fact]
    public void A_look_that_never_ends_holds_nobody_up_for_ever()
    {
        var desk = new Desk().Start().Kill("celery");
        desk.ObstaclesTake = TimeSpan.FromDays(1);

        desk.Pass(60);

        Assert.Equal([32], desk.Starts);
    }

    [Fact]
    public void A_host_that_never_finishes_booting_is_not_run_into_its_obstacles_either()
    {
        var desk = new Desk { Host = HostPhase.Starting, Obstacles = [Of(ObstacleKind.PackageUpgrade)] }.Start().Kill("celery").Pass(900);
        Assert.Empty(desk.Intents);

        desk.Obstacles = [];
        desk.Pass(11);
        Assert.Single(desk.Starts);
    }

    [Fact]
    public void A_job_that_is_queued_for_a_unit_that_runs_is_waited_for()
    {
        var desk = new Desk().Start().Show(Units.Active("celery", "a life") with { JobQueued = true }).Hang("celery").Pass(60);
        Assert.Empty(desk.Intents);

        desk.Show(Units.Active("celery", "a life")).Hang("celery").Pass(11);
        Assert.Single(desk.Starts);
    }
}
