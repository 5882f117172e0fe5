using Supervision.Core.Services;

namespace Supervision.Core.Tests.Services;

public sealed class ServiceLifecycleTests
{
    private static readonly DateTimeOffset Wall = new(2026, 11, 23, 4, 30, 0, TimeSpan.Zero);

    private static readonly Dictionary<Verdict, ServiceEvent> Sights = new()
    {
        [Verdict.Up] = Seen(Units.Active("nginx")),
        [Verdict.Starting] = Seen(Units.Restarting("nginx")),
        [Verdict.Stopping] = Seen(Units.Stopping("nginx")),
        [Verdict.Stopped] = Seen(Units.Stopped("nginx")),
        [Verdict.Down] = Seen(Units.Failed("nginx")),
        [Verdict.Unknown] = new ServiceEvent.UnitUnknown("the bus is away", null),
    };

    public static TheoryData<Verdict, Verdict> Arrows()
    {
        var data = new TheoryData<Verdict, Verdict>();
        foreach (var from in Sights.Keys)
            foreach (var to in Sights.Keys.Where(to => to != from))
                data.Add(from, to);
        return data;
    }

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Each_thing_seen_replaces_the_one_before_and_is_reported(Verdict from, Verdict to)
    {
        var before = ServiceLifecycle.Next(ServiceState.Initial, Sights[from], Nginx, At(10)).State;
        var step = ServiceLifecycle.Next(before, Sights[to], Nginx, At(20));

        Assert.Equal(to, step.State.Judgement.Verdict);
        Assert.Equal(TimeSpan.FromSeconds(20), step.State.Since);
        Assert.Equal(new ServiceEffect.Report(step.State, null), Assert.Single(step.Effects));
    }

    [Fact]
    public void What_is_seen_again_is_not_reported_and_keeps_its_time()
    {
        var up = Up();
        var step = ServiceLifecycle.Next(up, Seen(Units.Active("nginx")), Nginx, At(20));

        Assert.Equal(up, step.State);
        Assert.Empty(step.Effects);
    }

    [Fact]
    public void A_sweep_is_answered_even_when_nothing_changed()
    {
        var sweep = new SweepId(7);
        var step = ServiceLifecycle.Next(Up(), Seen(Units.Active("nginx"), sweep), Nginx, At(20));

        Assert.Equal(new ServiceEffect.Report(Up(), sweep), Assert.Single(step.Effects));
    }

    [Fact]
    public void Another_life_of_the_unit_is_counted_from_its_own_beginning()
    {
        var step = ServiceLifecycle.Next(Up(), Seen(Units.Active("nginx", life: "2")), Nginx, At(20));

        Assert.Equal(TimeSpan.FromSeconds(20), step.State.Since);
        Assert.Single(step.Effects);
    }

    [Fact]
    public void A_detail_that_changes_is_reported_but_the_service_is_up_since_before()
    {
        var step = ServiceLifecycle.Next(Up(), Seen(Units.Active("nginx") with { Activity = UnitActivity.Reloading, SubState = "reload" }), Nginx, At(20));

        Assert.Equal(TimeSpan.FromSeconds(10), step.State.Since);
        Assert.Equal("nginx.service is reloading (reload)", step.State.Judgement.Evidence);
        Assert.Single(step.Effects);
    }

    [Fact]
    public void A_unit_that_nobody_can_ask_about_is_unknown_with_the_reason()
    {
        var sweep = new SweepId(1);
        var step = ServiceLifecycle.Next(Up(), new ServiceEvent.UnitUnknown("the bus is away", sweep), Nginx, At(20));

        Assert.Equal(new Judgement(Verdict.Unknown, "the bus is away", "1"), step.State.Judgement);
        Assert.Equal(new ServiceEffect.Report(step.State, sweep), Assert.Single(step.Effects));
    }

    [Fact]
    public void What_is_unknown_at_the_first_look_is_so_since_then()
    {
        var first = ServiceLifecycle.Next(ServiceState.Initial, new ServiceEvent.UnitUnknown("the bus is away", null), Nginx, At(10)).State;
        var second = ServiceLifecycle.Next(first, new ServiceEvent.UnitUnknown("still away", null), Nginx, At(20)).State;

        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)), (first.Since, second.Since));
    }

    private static readonly ServiceSettings Nginx = new(new("nginx"), UnitName.Of("nginx"), ManualStop.Tick, [], []);

    private static ServiceState Up() => ServiceLifecycle.Next(ServiceState.Initial, Seen(Units.Active("nginx")), Nginx, At(10)).State;

    private static ServiceEvent.UnitSeen Seen(UnitStatus unit, SweepId? sweep = null) => new(unit, sweep);

    private static Moment At(int seconds) => new(Wall.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));
}
