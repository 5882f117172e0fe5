using System.Collections.Immutable;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Services;

/// <summary>The outside of one watched service in virtual time: its unit, its timer, and what its probes find.</summary>
internal sealed class Watch
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _coming = new();
    private TimeSpan _now = Seconds(100_000);
    private long _order;
    private long _timer;
    private int _life = 1;

    public Watch(params ProbeSettings[] probes) => Settings = new(new("nginx"), UnitName.Of("nginx"), ManualStop.Tick, [], [])
    {
        Probes = [.. probes],
        StartGrace = TimeSpan.FromMinutes(2),
        Flapping = new FlapSettings(4, TimeSpan.FromMinutes(10)),
    };

    public ServiceSettings Settings { get; set; }

    public ServiceState State { get; private set; } = ServiceState.Initial;

    /// <summary>In seconds, on the monotonic clock.</summary>
    public double Now => _now.TotalSeconds;

    /// <summary>What a look comes to; null for a look that never ends.</summary>
    public Func<string, ProbeOutcome?> Finds { get; set; } = _ => Works;

    public double LookTakes { get; set; } = 0.01;

    public List<(double At, string Probe)> Looks { get; } = [];

    public List<(double At, Verdict Verdict)> Verdicts { get; } = [];

    public List<ProvenProbe> Proven { get; } = [];

    public int Reports { get; private set; }

    public Verdict Verdict => State.Judgement.Verdict;

    public static ProbeOutcome Works { get; } = new ProbeOutcome.Passed("works");

    public static ProbeOutcome Fails { get; } = new ProbeOutcome.Failed("502 Bad Gateway");

    public static ProbeSettings Probe(string name = "http", double every = 10, double downAfter = 120, double upAfter = 0) => new(
        new("nginx"), name, Seconds(every), Seconds(10), Seconds(downAfter), Seconds(upAfter), new Target($"GET /{name}"));

    /// <summary>Begins to watch a unit that has been up for a day.</summary>
    public Watch Begin(params ProbeSettings[] proven)
    {
        Tell(new ServiceEvent.Recalled([.. proven.Select(ProvenProbe.Of)]));
        return See(Running with { ActiveSince = _now - TimeSpan.FromDays(1) });
    }

    /// <summary>The same, all of whose probes have passed before.</summary>
    public Watch BeginProven() => Begin([.. Settings.Probes]);

    public UnitStatus Running => Units.Active("nginx", _life.ToString(System.Globalization.CultureInfo.InvariantCulture)) with { ActiveSince = _now };

    public Watch See(UnitStatus unit) => Tell(new ServiceEvent.UnitSeen(unit, Sweep: null));

    /// <summary>The unit lives anew, by whomever.</summary>
    public Watch Restart(int bySystemd = 0)
    {
        _life++;
        return See(Running with { Restarts = bySystemd });
    }

    public Watch Tell(ServiceEvent happened)
    {
        (State, var effects) = ServiceLifecycle.Next(State, happened, Settings, new Moment(DateTimeOffset.UnixEpoch, _now));
        foreach (var effect in effects)
            Perform(effect);
        if (Verdicts.LastOrDefault().Verdict != Verdict || Verdicts.Count == 0)
            Verdicts.Add((Now, Verdict));
        return this;
    }

    public Watch Pass(double seconds)
    {
        var end = _now + Seconds(seconds);
        while (_coming.TryPeek(out var next, out var due) && due.At <= end)
        {
            _coming.Dequeue();
            _now = due.At;
            next();
        }

        _now = end;
        return this;
    }

    private void Perform(ServiceEffect effect)
    {
        switch (effect)
        {
            case ServiceEffect.Look look:
                Looks.Add((Now, look.Probe.Name));
                At(_now + Seconds(LookTakes), () =>
                {
                    if (Finds(look.Probe.Name) is { } outcome)
                        Tell(new ServiceEvent.ProbeEnded(look.Probe.Name, outcome));
                });
                break;
            case ServiceEffect.WakeAt wake:
                var timer = ++_timer;
                if (wake.Elapsed is { } at)
                {
                    At(at > _now ? at : _now, () =>
                    {
                        if (timer == _timer)
                            Tell(new ServiceEvent.Woken());
                    });
                }

                break;
            case ServiceEffect.Prove prove: Proven.Add(prove.Probe); break;
            case ServiceEffect.Report: Reports++; break;
        }
    }

    private void At(TimeSpan at, Action action) => _coming.Enqueue(action, (at, _order++));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private sealed record Target(string Question) : IProbeTarget
    {
        public string Kind => "http";
    }
}
