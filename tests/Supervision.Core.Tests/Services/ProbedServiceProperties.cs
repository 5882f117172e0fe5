using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Services;

/// <summary>What must hold whatever a probe finds and however the unit lives.</summary>
public class ProbedServiceProperties
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_service_is_down_by_a_probe_only_after_unbroken_failure_of_a_proven_probe(int seed)
    {
        var random = new Random(seed);
        var probe = Watch.Probe(every: random.Next(1, 30), downAfter: random.Next(0, 180));
        var watch = new Watch(probe).Begin(random.Next(2) == 0 ? [probe] : []);
        var rates = (Fails: random.NextDouble(), Odd: random.NextDouble() * 0.2);
        (double At, ProbeOutcome Outcome, int Life)? streak = null;
        var (life, bornAt, passedIn, goodAt) = (1, double.NegativeInfinity, 0, double.NegativeInfinity);
        var everPassed = watch.State.Probes[0].Proven;
        watch.LookTakes = 0;
        watch.Finds = _ =>
        {
            var outcome = Find(random, rates);
            if (outcome is not ProbeOutcome.Failed)
                streak = null;
            else if (streak is not { } running || running.Life != life)
                streak = (watch.Now, outcome, life);
            if (outcome is ProbeOutcome.Passed or ProbeOutcome.Impaired)
                (passedIn, goodAt) = (life, watch.Now);
            everPassed |= outcome is ProbeOutcome.Passed;
            return outcome;
        };

        for (var step = 0; step < 300; step++)
        {
            watch.Pass(random.NextDouble() * 40);

            // What was down and has shown no work since is down again with the next failure.
            var isFirst = watch.Verdicts.Count(it => it.Verdict == Verdict.Down && it.At > Math.Max(goodAt, bornAt)) == 1;
            if (watch.Verdict == Verdict.Down && isFirst && streak is { } failing)
            {
                Assert.True(everPassed, $"seed {seed}: never passed");
                Assert.True(watch.Now - failing.At >= probe.DownAfter.TotalSeconds, $"seed {seed}: too early");
                Assert.True(passedIn == life || watch.Now - bornAt >= watch.Settings.StartGrace.TotalSeconds, $"seed {seed}: within the grace");
            }

            if (random.NextDouble() > 0.05)
                continue;
            (life, bornAt, streak) = (life + 1, watch.Now, null);
            watch.Restart();
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_probe_goes_on_looking_whatever_happens(int seed)
    {
        var random = new Random(seed);
        var watch = new Watch(Watch.Probe("one"), Watch.Probe("two", every: 7)).BeginProven();
        watch.Finds = _ => random.Next(8) == 0 ? null : Find(random, (0.5, 0.3));
        for (var step = 0; step < 100; step++)
        {
            watch.Pass(random.NextDouble() * 30);
            switch (random.Next(8))
            {
                case 0: watch.Restart(); break;
                case 1: watch.See(Units.Failed("nginx", life: "x")); break;
                case 2: watch.Tell(new ServiceEvent.UnitUnknown("the bus is away", Sweep: null)); break;
                case 3: watch.Tell(new ServiceEvent.Reconfigured()); break;
                case 4: watch.Tell(new ServiceEvent.Woken()); break;
            }
        }

        watch.Finds = _ => Watch.Works;
        watch.Restart().Pass(60);

        Assert.Contains(watch.Verdict, new[] { Verdict.Up, Verdict.Degraded });
        Assert.All(watch.State.Probes, probe => Assert.IsType<ProbeOutcome.Passed>(probe.Latest));
    }

    private static ProbeOutcome Find(Random random, (double Fails, double Odd) rates) => random.NextDouble() switch
    {
        var odd when odd < rates.Odd / 2 => new ProbeOutcome.Unknown("?"),
        var odd when odd < rates.Odd => new ProbeOutcome.Impaired("slow"),
        _ => random.NextDouble() < rates.Fails ? Watch.Fails : Watch.Works,
    };
}
