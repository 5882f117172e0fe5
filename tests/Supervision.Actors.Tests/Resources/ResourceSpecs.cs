using System.Collections.Frozen;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Cronos;
using Supervision.Actors.Hosting;
using Supervision.Actors.Resources;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;
using Supervision.Core.Schedule;

namespace Supervision.Actors.Tests.Resources;

public class ResourceSpecs : TestKit
{
    private static readonly Metric Var = new(MetricKind.Disk, "/var");

    private readonly Rehearsal _rehearsal;

    public ResourceSpecs()
        : base(Rehearsal.BeginVirtualTime())
    {
        _rehearsal = new Rehearsal(Sys)
        {
            ResourceSettings = Thresholds(),
            Schedule = new(
                [
                    new TickSettings("periodic", [CronExpression.Parse("*/15 * * * *")], TickAction.Sweep),
                    new TickSettings("hourly", [CronExpression.Parse("5 * * * *")], TickAction.Resources),
                ],
                Rehearsal.Turkey),
        };
        Use(50);
    }

    [Fact]
    public void The_host_is_looked_at_every_so_often_and_every_sample_is_kept()
    {
        var looks = 0;
        _rehearsal.Resources.Looked = units =>
        {
            looks++;
            Assert.Equal([Rehearsal.Nginx, Rehearsal.Gunicorn, Rehearsal.Celery], units.AsEnumerable());
        };
        _rehearsal.Begin();
        _rehearsal.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal(11, looks);
        Assert.Equal(11, _rehearsal.Resources.Kept.Count);
        Assert.Empty(_rehearsal.Unhandled);
    }

    [Fact]
    public void A_tick_of_its_own_is_summed_up_and_is_no_sweep()
    {
        _rehearsal.Begin();
        _rehearsal.Pass(TimeSpan.FromMinutes(46));

        Assert.Single(_rehearsal.SystemLog, line => line == "Mon Nov 23 08:05:00 +03 2026: Sistem kaynak kontrolü başlatıldı");
        Assert.Contains("Mon Nov 23 08:05:00 +03 2026: Disk /var: %50,0 (50 B / 100 B)", _rehearsal.SystemLog);
        Assert.Equal(4, _rehearsal.Log.Count(line => line.EndsWith("Servis izleme scripti başlatıldı", StringComparison.Ordinal)));
    }

    [Fact]
    public void Ticks_of_resources_that_were_missed_are_made_up_for_and_are_no_sweep()
    {
        var rehearsal = new Rehearsal(Sys)
        {
            Schedule = new([new TickSettings("hourly", [CronExpression.Parse("0 * * * *")], TickAction.Resources)], Rehearsal.Turkey),
            History = Core.Journal.History.Empty with { TicksSeen = Rehearsal.Monday - TimeSpan.FromHours(5) },
        };
        rehearsal.Host.StoppedFromTheStart = [Rehearsal.Nginx];
        rehearsal.Begin();
        rehearsal.Pass(60);

        Assert.Single(rehearsal.SystemLog, line => line.EndsWith("Sistem kaynak kontrolü başlatıldı", StringComparison.Ordinal));

        // A sweep by a tick would have acted on what a person stopped.
        Assert.Empty(rehearsal.Host.Runs);
    }

    [Fact]
    public void Every_change_is_told_and_written_down_once()
    {
        Alone();
        Use(90);
        _rehearsal.Pass(120);
        Use(50);
        _rehearsal.Pass(120);

        Assert.Equal(Severity.Warning, ExpectMsg<Notice.ResourceRaised>().Severity);
        ExpectMsg<Notice.ResourceCleared>();
        ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(
            ["UYARI: Disk /var: %90,0 (90 B / 100 B), eşik %85,0", "Disk /var normale döndü: %50,0 (50 B / 100 B)"],
            _rehearsal.SystemLog.Select(line => line[(line.IndexOf("2026: ", StringComparison.Ordinal) + 6)..]));
    }

    [Fact]
    public void A_crash_loses_nothing_and_tells_nothing_twice()
    {
        var actor = Alone();
        Use(90);
        _rehearsal.Pass(30);
        ExpectMsg<Notice.ResourceRaised>();

        actor.Tell(Kill.Instance);
        _rehearsal.Pass(120);
        ExpectNoMsg(TimeSpan.Zero);

        Use(50);
        _rehearsal.Pass(30);
        ExpectMsg<Notice.ResourceCleared>();
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_crash_between_a_tick_and_its_sample_loses_no_summary()
    {
        var actor = Alone();
        var crashed = false;
        _rehearsal.Resources.Looked = _ =>
        {
            if (crashed)
                return;
            crashed = true;
            throw new InvalidOperationException("as the test wants it");
        };

        actor.Tell(new ResourceEvent.TickCame());
        _rehearsal.Pass(60);

        Assert.True(crashed);
        Assert.Single(_rehearsal.SystemLog, line => line.EndsWith("Sistem kaynak kontrolü başlatıldı", StringComparison.Ordinal));
    }

    [Fact]
    public void A_crash_in_the_tree_is_nobody_elses()
    {
        _rehearsal.Begin();
        _rehearsal.Actor("resources").Tell(Kill.Instance);
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Empty(_rehearsal.BrokenBecause);
        Assert.InRange(_rehearsal.Resources.Kept.Count, 2, 3);
    }

    [Fact]
    public void One_that_crashes_at_every_look_does_not_end_the_supervision_and_goes_on_trying()
    {
        _rehearsal.Resources.Looked = _ => throw new InvalidOperationException("as the test wants it");
        _rehearsal.Begin();

        // Fewer crashes than Akka's window allows, which goes by a clock of its own and not by the virtual one.
        _rehearsal.Pass(TimeSpan.FromMinutes(3));
        _rehearsal.Resources.Looked = _ => { };
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Empty(_rehearsal.BrokenBecause);
        Assert.InRange(_rehearsal.Resources.Kept.Count, 1, 3);
    }

    [Fact]
    public void One_that_is_lost_does_not_end_the_supervision()
    {
        _rehearsal.Begin();
        for (var crash = 0; crash < 20; crash++)
            Sys.ActorSelection("/user/supervision/resources").Tell(Kill.Instance);
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Empty(_rehearsal.BrokenBecause);
    }

    [Fact]
    public void The_newest_sample_and_what_is_wrong_are_told_to_whoever_asks()
    {
        Use(96);
        var root = _rehearsal.Begin();
        _rehearsal.Pass(30);

        root.Tell(new ResourceProtocol.GetNow(), TestActor);
        var now = ExpectMsg<ResourceProtocol.Now>();

        Assert.Equal(96, Assert.Single(now.Newest!.Readings).Value);
        Assert.Equal(Severity.Critical, Assert.Single(now.Troubles).Raised);
    }

    [Fact]
    public void A_reload_is_taken_over_at_the_next_look()
    {
        Use(80);
        var root = _rehearsal.Begin();
        _rehearsal.Pass(60);
        Assert.Empty(_rehearsal.SystemLog);
        var kept = _rehearsal.Resources.Kept.Count;

        root.Tell(new ReloadProtocol.Reconfigure(_rehearsal.Settings, _rehearsal.Schedule, _rehearsal.Writer(Catalogue.Turkish))
        {
            Resources = _rehearsal.Rules(Thresholds(70) with { Every = TimeSpan.FromSeconds(1) }),
        });
        _rehearsal.Pass(10);

        Assert.Single(_rehearsal.SystemLog);
        Assert.InRange(_rehearsal.Resources.Kept.Count - kept, 10, 12);
    }

    private IActorRef Alone()
    {
        var time = Supervision.Simulation.Time.VirtualTime.OfThisThread;
        var parts = new ResourceParts(_rehearsal.Resources, _rehearsal.Resources, _rehearsal.Rules(Thresholds()));
        var child = ResourceActor.Props(parts, [], TestActor, time);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(child)), "parent");
        return Sys.ActorSelection(parent.Path / "resources").ResolveOne(TimeSpan.FromSeconds(5)).Result;
    }

    private sealed class Parent : UntypedActor
    {
        public Parent(Props child) => Context.ActorOf(child, "resources");

        protected override void OnReceive(object message) => Unhandled(message);

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(10, TimeSpan.FromMinutes(1), _ => Directive.Restart);
    }

    private void Use(double share) => _rehearsal.Resources.Readings = [new Reading(Var, share, 100)];

    private static ResourceSettings Thresholds(double warning = 85) => ResourceSettings.None with
    {
        Bounds = new[] { new ResourceBound(MetricKind.Disk, "disk", warning, 95, default, default, null) }.ToFrozenDictionary(bound => bound.Kind),
    };
}
