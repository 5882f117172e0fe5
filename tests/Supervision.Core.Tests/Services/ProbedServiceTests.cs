using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Services;

/// <summary>What a service is by its unit and its probes together.</summary>
public class ProbedServiceTests
{
    private static readonly ProbeSettings Http = Watch.Probe();

    [Fact]
    public void A_service_that_ran_before_we_came_is_up_before_its_probes_were_asked()
    {
        var watch = new Watch(Http).Begin(Http);

        Assert.Equal(Verdict.Up, watch.Verdict);
    }

    [Fact]
    public void So_it_is_where_the_unit_manager_had_not_answered_at_first()
    {
        var watch = new Watch(Http);
        watch.Tell(new ServiceEvent.UnitUnknown("not answered yet", Sweep: null));
        watch.BeginProven();

        Assert.Equal(Verdict.Up, watch.Verdict);
    }

    [Fact]
    public void A_service_that_began_a_moment_before_we_came_has_to_show_its_work_first()
    {
        var watch = new Watch(Http);
        watch.Tell(new ServiceEvent.Recalled([ProvenProbe.Of(Http)]));
        watch.See(watch.Running);
        Assert.Equal(Verdict.Starting, watch.Verdict);

        watch.Pass(11);
        Assert.Equal(Verdict.Up, watch.Verdict);
    }

    [Fact]
    public void A_failing_probe_makes_the_service_suspect_at_once_and_down_after_its_time()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        watch.Finds = _ => Watch.Fails;
        watch.Pass(10);
        Assert.Equal(Verdict.Suspect, watch.Verdict);
        var suspectAt = watch.Verdicts[^1].At;

        watch.Pass(240);

        Assert.Equal(Verdict.Down, watch.Verdict);
        Assert.InRange(watch.Verdicts[^1].At - suspectAt, 120, 130);
        Assert.Equal("http", watch.State.Judgement.Probe);
        Assert.Contains("502 Bad Gateway", watch.State.Judgement.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_success_in_between_begins_the_time_anew()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        var looks = 0;
        watch.Finds = _ => ++looks % 11 == 0 ? Watch.Works : Watch.Fails;

        watch.Pass(3600);

        Assert.DoesNotContain(watch.Verdicts, it => it.Verdict == Verdict.Down);
    }

    [Fact]
    public void So_does_one_look_that_could_not_be_carried_out()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        var looks = 0;
        watch.Finds = _ => ++looks % 11 == 0 ? new ProbeOutcome.Unknown("no such name") : Watch.Fails;

        watch.Pass(3600);

        Assert.DoesNotContain(watch.Verdicts, it => it.Verdict == Verdict.Down);
    }

    [Fact]
    public void A_probe_that_never_passed_is_told_and_never_makes_the_service_down()
    {
        var watch = new Watch(Http).Begin();
        watch.Finds = _ => Watch.Fails;

        watch.Pass(86_400);

        Assert.Equal(Verdict.Degraded, watch.Verdict);
        Assert.Contains("never passed", watch.State.Judgement.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain(watch.Verdicts, it => it.Verdict is Verdict.Suspect or Verdict.Down);
    }

    [Fact]
    public void Not_even_in_a_new_life_of_the_unit_after_its_grace()
    {
        var watch = new Watch(Http).Begin();
        watch.Finds = _ => Watch.Fails;

        watch.Pass(60).Restart().Pass(3600);

        Assert.Equal(Verdict.Degraded, watch.Verdict);
        Assert.DoesNotContain(watch.Verdicts, it => it.Verdict is Verdict.Suspect or Verdict.Down);
    }

    [Fact]
    public void A_probe_is_proven_by_its_first_success_and_told_once()
    {
        var watch = new Watch(Http).Begin().Pass(60);

        Assert.Equal([ProvenProbe.Of(Http)], watch.Proven);
    }

    [Fact]
    public void A_probe_that_was_proven_before_is_not_told_again()
    {
        Assert.Empty(new Watch(Http).BeginProven().Pass(60).Proven);
    }

    [Fact]
    public void A_probe_that_is_asked_otherwise_has_to_prove_itself_anew()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        watch.Settings = watch.Settings with { Probes = [Watch.Probe("other")] };
        watch.Tell(new ServiceEvent.Reconfigured());
        watch.Finds = _ => Watch.Fails;

        watch.Pass(3600);

        Assert.Equal(Verdict.Degraded, watch.Verdict);
    }

    [Fact]
    public void A_probe_that_is_only_asked_at_other_times_keeps_what_is_known_by_it()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        watch.Settings = watch.Settings with { Probes = [Http with { DownAfter = TimeSpan.FromSeconds(20) }] };
        watch.Tell(new ServiceEvent.Reconfigured());
        watch.Finds = _ => Watch.Fails;

        watch.Pass(45);

        Assert.Equal(Verdict.Down, watch.Verdict);
    }

    [Fact]
    public void After_a_start_failures_are_borne_for_the_grace_and_no_longer()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        watch.Finds = _ => Watch.Fails;
        watch.Restart();
        var began = watch.Now;

        watch.Pass(119);
        Assert.Equal(Verdict.Starting, watch.Verdict);

        watch.Pass(30);
        Assert.Equal(Verdict.Down, watch.Verdict);
        Assert.InRange(watch.Verdicts[^1].At - began, 120, 131);
    }

    [Fact]
    public void A_life_that_has_passed_once_has_no_grace_left()
    {
        var quick = Http with { DownAfter = TimeSpan.FromSeconds(20) };
        var watch = new Watch(quick).BeginProven().Restart().Pass(5);
        Assert.Equal(Verdict.Up, watch.Verdict);

        watch.Finds = _ => Watch.Fails;
        watch.Pass(45);

        Assert.Equal(Verdict.Down, watch.Verdict);
    }

    [Fact]
    public void A_new_life_is_looked_at_at_once_and_often_until_it_passes()
    {
        var watch = new Watch(Http).BeginProven().Pass(33);
        watch.Finds = _ => Watch.Fails;
        watch.Looks.Clear();
        watch.Restart();
        var began = watch.Now;

        watch.Pass(9);
        watch.Finds = _ => Watch.Works;
        watch.Pass(41);

        Assert.Equal([0, 2, 4, 6, 8, 10, 20, 30, 40, 50], watch.Looks.Select(look => Math.Round(look.At - began)));
    }

    [Fact]
    public void A_new_life_clears_what_was_held_against_the_one_before()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        watch.Finds = _ => Watch.Fails;
        watch.Pass(200);
        Assert.Equal(Verdict.Down, watch.Verdict);

        watch.Finds = _ => Watch.Works;
        watch.Restart();
        Assert.Equal(Verdict.Starting, watch.Verdict);

        watch.Pass(3);
        Assert.Equal(Verdict.Up, watch.Verdict);
    }

    [Fact]
    public void The_answer_to_a_look_at_an_earlier_life_says_nothing_of_this_one()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        watch.LookTakes = 4;
        watch.Pass(11);
        var latest = watch.State.Probes[0].Latest;
        watch.Finds = _ => Watch.Fails;
        watch.Restart();
        watch.Pass(2);

        Assert.Same(latest, watch.State.Probes[0].Latest);
        Assert.Equal(Verdict.Starting, watch.Verdict);
    }

    [Fact]
    public void What_is_impaired_is_told_and_up_for_all_that_is_done()
    {
        var watch = new Watch(Http).BeginProven();
        watch.Finds = _ => new ProbeOutcome.Impaired("certificate ends in 3 days");

        watch.Pass(3600);

        Assert.Equal(Verdict.Degraded, watch.Verdict);
        Assert.Contains("certificate ends in 3 days", watch.State.Judgement.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_says_it_is_starting_is_starting_for_as_long_as_it_says_so()
    {
        var watch = new Watch(Http).BeginProven();
        watch.Finds = _ => new ProbeOutcome.Starting("the database system is starting up");

        watch.Pass(3600);

        Assert.Equal(Verdict.Starting, watch.Verdict);
    }

    [Fact]
    public void A_look_that_could_not_be_carried_out_leaves_the_service_unknown()
    {
        var watch = new Watch(Http).BeginProven();
        watch.Finds = _ => new ProbeOutcome.Unknown("broker: 127.0.0.1:6379 refuses");

        watch.Pass(3600);

        Assert.Equal(Verdict.Unknown, watch.Verdict);
        Assert.DoesNotContain(watch.Verdicts, it => it.Verdict is Verdict.Suspect or Verdict.Down);
    }

    [Fact]
    public void What_was_never_known_by_a_probe_leaves_its_unit_as_the_evidence()
    {
        var watch = new Watch(Http).Begin();
        watch.Finds = _ => new ProbeOutcome.Unknown("the application has not written the key");

        watch.Pass(3600);

        Assert.Equal(Verdict.Up, watch.Verdict);
        Assert.Equal("the application has not written the key", watch.State.Probes[0].Latest?.Detail);
    }

    [Fact]
    public void A_look_that_never_ends_is_given_up_and_the_next_one_is_made()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        watch.Finds = _ => null;
        watch.Pass(30);
        Assert.Equal(Verdict.Unknown, watch.Verdict);

        watch.Finds = _ => Watch.Works;
        watch.Pass(30);
        Assert.Equal(Verdict.Up, watch.Verdict);
    }

    [Fact]
    public void There_are_never_two_looks_of_one_probe()
    {
        var watch = new Watch(Watch.Probe(every: 1)).BeginProven();
        watch.LookTakes = 5;

        watch.Pass(100);

        Assert.All(watch.Looks.Zip(watch.Looks.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= 5));
    }

    [Fact]
    public void Looks_keep_their_times_however_long_they_take()
    {
        var watch = new Watch(Http).BeginProven();
        watch.LookTakes = 3.3;

        watch.Pass(1000);

        Assert.All(watch.Looks.Zip(watch.Looks.Skip(1)), pair => Assert.Equal(10, pair.Second.At - pair.First.At, 6));
    }

    [Fact]
    public void A_unit_that_does_not_run_is_not_looked_at()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        watch.See(Units.Failed("nginx"));
        watch.Looks.Clear();

        watch.Pass(600);

        Assert.Empty(watch.Looks);
        Assert.Equal(Verdict.Down, watch.Verdict);
        Assert.Null(watch.State.Judgement.Probe);
    }

    [Fact]
    public void While_the_unit_manager_is_away_looks_go_on_and_are_no_verdict()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        watch.Finds = _ => Watch.Fails;
        watch.Tell(new ServiceEvent.UnitUnknown("the bus is away", Sweep: null));
        watch.Looks.Clear();

        watch.Pass(600);

        Assert.NotEmpty(watch.Looks);
        Assert.Equal(Verdict.Unknown, watch.Verdict);
        Assert.Contains("its probes fail: http", watch.State.Judgement.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_worst_of_several_probes_counts()
    {
        var (http, tls) = (Watch.Probe("http"), Watch.Probe("tls"));
        var watch = new Watch(http, tls).BeginProven().Pass(30);
        watch.Finds = name => name == "tls" ? Watch.Fails : new ProbeOutcome.Impaired("slow");

        watch.Pass(10);

        Assert.Equal(Verdict.Suspect, watch.Verdict);
        Assert.Equal("tls", watch.State.Judgement.Probe);
    }

    [Fact]
    public void A_service_that_was_down_is_up_again_after_its_probes_passed_for_long_enough()
    {
        var slow = Watch.Probe(upAfter: 60);
        var watch = new Watch(slow).BeginProven().Pass(30);
        watch.Finds = _ => Watch.Fails;
        watch.Pass(200);
        watch.Finds = _ => Watch.Works;

        watch.Pass(30);
        Assert.Equal(Verdict.Suspect, watch.Verdict);

        watch.Pass(60);
        Assert.Equal(Verdict.Up, watch.Verdict);
    }

    [Fact]
    public void What_stays_as_it_is_is_not_reported_at_every_look()
    {
        var watch = new Watch(Http).BeginProven().Pass(30);
        var reports = watch.Reports;

        watch.Pass(3600);

        Assert.Equal(reports, watch.Reports);
    }

    [Fact]
    public void A_thousand_probes_do_not_look_at_once()
    {
        var firsts = Enumerable.Range(0, 1000).Select(number => ProbeRules.Begin(Watch.Probe($"p{number}"), proven: false, TimeSpan.Zero).NextAt);

        Assert.All(firsts.GroupBy(at => (int)at.TotalSeconds), second => Assert.InRange(second.Count(), 50, 150));
    }
}
