using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>What a person stopped in good order.</summary>
public sealed class StopTests
{
    private static readonly ServiceName Celery = new("celery");

    [Fact]
    public void A_stop_by_a_person_waits_for_the_tick()
    {
        var desk = new Desk().Start().Stop("celery").Pass(600);
        Assert.Null(desk.State.Incident);

        desk.Tick("periodic");
        Assert.Contains(new Announcement.ServiceDown(Celery, RunFollows: true), desk.Announced);
        desk.Pass(60);
        Assert.Equal([602], desk.Starts);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void Our_own_start_is_no_tick()
    {
        var desk = new Desk().Stop("celery").Start().Pass(600);

        Assert.Empty(desk.Intents);
        Assert.Contains(new Announcement.ServiceStopped(Celery), desk.Announced);
    }

    [Fact]
    public void A_stop_that_is_to_be_respected_is_respected_for_ever()
    {
        var desk = new Desk(manualStop: ManualStop.Respect).Start().Stop("celery").Pass(60).Tick("periodic").Pass(900).Tick("monday").Pass(900);

        Assert.Empty(desk.Intents);
        Assert.Equal(2, desk.Announced.Count(it => it == new Announcement.ServiceStopped(Celery)));
    }

    [Fact]
    public void A_stop_that_is_to_be_acted_on_is_acted_on_at_once()
    {
        var desk = new Desk(manualStop: ManualStop.Act).Start().Stop("celery").Pass(60);

        Assert.Equal([2], desk.Starts);
    }

    [Fact]
    public void A_stop_that_was_undone_before_the_run_needs_none()
    {
        var desk = new Desk().Start().Stop("celery").Tick("periodic").Pass(1).Raise("celery").Pass(60);

        Assert.Empty(desk.Intents);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_member_that_a_person_stops_meanwhile_leaves_the_incident()
    {
        var desk = new Desk().Start().Kill("celery").Pass(1).Stop("celery").Pass(60);

        Assert.Empty(desk.Intents);
        Assert.Null(desk.State.Incident);
        Assert.Contains(desk.Decisions, it => it is { Choice: Choice.LeaveIncident, Reason: "celery was stopped by a person since" });
    }

    [Fact]
    public void A_tick_acts_on_the_stop_of_a_service_that_is_in_an_incident_already()
    {
        var desk = new Desk { Script = (_, run) => new Play.Ends(Desk.Seconds(10), run.Number == 1 ? Desk.DoesNothing : Desk.Works) };
        desk.Start().Kill("celery").Pass(30).Stop("celery").Pass(10).Tick("periodic");
        Assert.Equal(new Announcement.ServiceDown(Celery, RunFollows: true), desk.Announced[^3]);

        desk.Pass(300);
        Assert.Equal([2, 132], desk.Starts);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_stopped_service_is_no_part_of_a_run_for_others_before_the_tick()
    {
        var desk = new Desk().Start().Stop("celery").Pass(5).Kill("gunicorn").Pass(5);

        Assert.Equal(["gunicorn"], Assert.Single(desk.Intents).Members.Select(member => member.Text));
    }

    [Fact]
    public void A_tick_that_was_missed_while_we_were_down_counts_as_a_tick_at_our_start()
    {
        var desk = new Desk().Stop("celery").Start("periodic");

        // One sweep for both.
        Assert.Single(desk.Announced, it => it is Announcement.SweepStarted);
        Assert.Contains(new Announcement.ServiceDown(Celery, RunFollows: true), desk.Announced);
        desk.Pass(60);
        Assert.Equal([2], desk.Starts);
    }

    [Theory]
    [InlineData(HostPhase.Starting)]
    [InlineData(HostPhase.Stopping)]
    [InlineData(HostPhase.Other)]
    public void While_the_host_boots_or_goes_down_nobody_has_stopped_anything(HostPhase phase)
    {
        var desk = new Desk { Host = phase }.Stop("celery").Start("periodic");
        desk.Tick("periodic").Pass(1200);

        Assert.Empty(desk.Intents);
        Assert.Null(desk.State.Incident);
        Assert.Contains(new Announcement.ServiceStopped(Celery), desk.Announced);

        desk.Host = HostPhase.Running;
        desk.Tick("periodic").Pass(60);
        Assert.Single(desk.Intents);
    }
}
