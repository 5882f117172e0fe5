using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

public sealed class SweepTests
{
    [Fact]
    public void A_sweep_tells_every_service_in_the_order_of_the_configuration_between_its_brackets()
    {
        var desk = new Desk().Start().Restarting("gunicorn").Stopping("celery");
        desk.Announced.Clear();
        desk.Tick("periodic");

        Assert.Equal<Announcement>(
            [
                new Announcement.SweepStarted(),
                new Announcement.ServiceUp(new("postgresql")),
                new Announcement.ServiceStarting(new("gunicorn")),
                new Announcement.ServiceStopping(new("celery")),
                new Announcement.SweepFinished(),
                new Announcement.SweepSeparator(),
            ],
            desk.Announced);
    }

    [Fact]
    public void A_readiness_tick_is_a_sweep_like_any_other_and_gives_one_readiness_at_its_end()
    {
        var desk = new Desk { SweepTakes = Desk.Seconds(3) }.Start().Pass(10)
            .Reconfigure(settings => settings with { ReadinessTicks = ["readiness"] });
        desk.Announced.Clear();

        desk.Kill("celery").Tick("monday", "readiness").Pass(2);
        Assert.Empty(desk.Readiness);
        desk.Pass(1);

        Assert.Single(desk.Announced.OfType<Announcement.SweepStarted>());
        Assert.Equal((Light.Red, 2), (desk.Readiness[0].Light, desk.Readiness[0].Up));
        desk.Pass(60).Tick("monday").Pass(60);
        Assert.Single(desk.Readiness);
    }

    [Fact]
    public void The_first_sweep_makes_the_daemon_ready()
    {
        var desk = new Desk { SweepTakes = Desk.Seconds(3) }.Start();
        Assert.False(desk.Ready);

        desk.Pass(3);
        Assert.True(desk.Ready);
    }

    [Fact]
    public void A_tick_during_a_sweep_is_served_by_it()
    {
        var desk = new Desk { SweepTakes = Desk.Seconds(3) }.Start().Pass(10);
        desk.Announced.Clear();
        desk.Stop("celery").Tick("periodic").Pass(1).Tick("monday").Pass(60);

        Assert.Single(desk.Announced.OfType<Announcement.SweepStarted>());
        Assert.Single(desk.Starts);
    }

    [Fact]
    public void A_sweep_that_nobody_answers_is_ended_with_what_is_known()
    {
        var desk = new Desk { SweepTakes = TimeSpan.FromHours(1) }.Start().Pass(29);
        Assert.False(desk.Ready);

        desk.Pass(1);
        Assert.True(desk.Ready);
        Assert.Equal(3, desk.Announced.OfType<Announcement.ServiceUnknown>().Count());
        Assert.Empty(desk.State.Rounds);
    }

    [Fact]
    public void A_rereading_and_a_sweep_that_end_together_leave_nobody_behind()
    {
        var desk = new Desk().Start();
        desk.SweepTakes = TimeSpan.FromHours(1);
        desk.Stop("celery").Kill("gunicorn").Pass(2).Restarting("gunicorn").Tick("periodic").Pass(30);
        Assert.Equal(["celery"], desk.State.Incident!.Members.Select(member => member.Text));

        desk.SweepTakes = TimeSpan.Zero;
        desk.Pass(60);
        Assert.Equal([34], desk.Starts);
    }

    [Fact]
    public void An_answer_after_the_end_of_its_sweep_does_no_harm()
    {
        var desk = new Desk { SweepTakes = Desk.Seconds(40) }.Start().Pass(100);

        Assert.Single(desk.Announced.OfType<Announcement.SweepFinished>());
        Assert.All(desk.Settings.Services, service => Assert.Equal(Verdict.Up, desk.State.Of(service.Name).Judgement.Verdict));
    }

    [Fact]
    public void Rereadings_of_our_own_are_not_written_to_the_log()
    {
        var desk = new Desk().Start();
        desk.Announced.Clear();
        desk.Kill("celery").Pass(60);

        Assert.Empty(desk.Announced.OfType<Announcement.SweepStarted>());
    }

    [Fact]
    public void A_failure_that_a_sweep_finds_is_written_once_and_between_its_brackets()
    {
        var desk = new Desk().Start().KillUnnoticed("celery");
        desk.Announced.Clear();
        desk.Tick("periodic");

        Assert.Equal(
            [new Announcement.SweepStarted(), new Announcement.ServiceDown(new("celery"), RunFollows: true)],
            desk.Announced.Where(it => it is Announcement.SweepStarted or Announcement.ServiceDown));
    }
}
