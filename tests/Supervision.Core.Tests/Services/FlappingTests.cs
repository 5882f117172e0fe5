using Supervision.Core.Services;

namespace Supervision.Core.Tests.Services;

public class FlappingTests
{
    [Fact]
    public void Systemds_own_restarts_are_counted_and_told_as_flapping()
    {
        var watch = new Watch().Begin();
        for (var again = 1; again <= 4; again++)
            watch.Restart(bySystemd: again).Pass(60);

        Assert.Equal(Verdict.Degraded, watch.Verdict);
        Assert.Contains("flaps", watch.State.Judgement.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_restart_fewer_is_not()
    {
        var watch = new Watch().Begin();
        for (var again = 1; again <= 3; again++)
            watch.Restart(bySystemd: again).Pass(60);

        Assert.Equal(Verdict.Up, watch.Verdict);
    }

    [Fact]
    public void Restarts_by_a_person_are_none_of_it()
    {
        var watch = new Watch().Begin();
        for (var again = 1; again <= 20; again++)
            watch.Restart().Pass(10);

        Assert.Equal(Verdict.Up, watch.Verdict);
    }

    [Fact]
    public void The_same_restarts_over_a_longer_time_are_not()
    {
        var watch = new Watch().Begin();
        for (var again = 1; again <= 10; again++)
            watch.Restart(bySystemd: again).Pass(300);

        Assert.DoesNotContain(watch.Verdicts, it => it.Verdict == Verdict.Degraded);
    }

    [Fact]
    public void It_ends_by_itself_when_the_service_has_been_steady()
    {
        var watch = new Watch().Begin();
        for (var again = 1; again <= 4; again++)
            watch.Restart(bySystemd: again).Pass(10);
        Assert.Equal(Verdict.Degraded, watch.Verdict);

        watch.Pass(620);

        Assert.Equal(Verdict.Up, watch.Verdict);
    }

    [Fact]
    public void A_probe_that_comes_and_goes_is_told_as_one_thing()
    {
        var watch = new Watch(Watch.Probe()).BeginProven();
        var looks = 0;
        watch.Finds = _ => ++looks % 2 == 0 ? Watch.Fails : Watch.Works;
        watch.Pass(120);
        Assert.Equal(Verdict.Degraded, watch.Verdict);
        var turns = watch.Verdicts.Count;

        watch.Pass(3600);

        Assert.Equal(turns, watch.Verdicts.Count);
    }

    [Fact]
    public void A_service_that_flaps_and_then_fails_for_good_is_down_all_the_same()
    {
        var watch = new Watch(Watch.Probe()).BeginProven();
        var looks = 0;
        watch.Finds = _ => ++looks % 2 == 0 ? Watch.Fails : Watch.Works;
        watch.Pass(120);

        watch.Finds = _ => Watch.Fails;
        watch.Pass(150);

        Assert.Equal(Verdict.Down, watch.Verdict);
    }

    [Fact]
    public void None_is_seen_where_the_operator_wants_none()
    {
        var watch = new Watch();
        watch.Settings = watch.Settings with { Flapping = new FlapSettings(0, TimeSpan.FromMinutes(10)) };
        watch.Begin();
        for (var again = 1; again <= 50; again++)
            watch.Restart(bySystemd: again).Pass(1);

        Assert.Equal(Verdict.Up, watch.Verdict);
    }
}
