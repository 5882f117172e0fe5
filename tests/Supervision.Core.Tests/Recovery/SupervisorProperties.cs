using System.Collections.Immutable;
using CsCheck;
using Supervision.Core.Holds;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>
/// Random outsides, driven through the desk, whose rules are asserted at every step: runs within the budget, one at a time, none without
/// a durable intent and a reason, no wake-up in the past. A failure prints the seed with which it comes again.
/// </summary>
public sealed class SupervisorProperties
{
    private const int Rounds = 400;

    private static readonly string[] Services = ["postgresql", "gunicorn", "celery"];

    private static readonly Gen<string> Service = AnyOf(Services);

    // Many short pauses, some longer than collect, settle and verify-timeout, a few longer than the window.
    private static readonly Gen<double> Pauses = Gen.Frequency(
        (4, Gen.Double[0, 3]), (4, Gen.Double[3, 90]), (2, Gen.Double[90, 900]), (1, Gen.Double[900, 5000]), (1, Gen.Const(0.0)));

    private static readonly Gen<Action<Desk>> Effects = Gen.OneOf(
        Gen.Const<Action<Desk>>(Desk.Works),
        Gen.Const<Action<Desk>>(Desk.DoesNothing),
        Service.Select<string, Action<Desk>>(service => desk => desk.Raise(service)),
        Service.Select<string, Action<Desk>>(service => desk => desk.Kill(service)),
        Service.Select<string, Action<Desk>>(service => desk => desk.Restarting(service)));

    private static readonly Gen<Play> Plays = Gen.Frequency(
        (6, Gen.Select(Gen.Double[0, 120], Effects, Gen.Enum<RunResult>(), Play (takes, effect, result) => new Play.Ends(Desk.Seconds(takes), effect, result))),
        (1, Gen.Const<Play>(new Play.Refused("refused"))));

    private static readonly Gen<string?> HeldService = AnyOf<string?>("postgresql", "gunicorn", "celery", null);

    private static readonly Gen<ImmutableArray<RecoveryStep>> Ladders = AnyOf<ImmutableArray<RecoveryStep>>(
        [],
        [RecoveryStep.Backend],
        [RecoveryStep.Unit],
        [RecoveryStep.Unit, RecoveryStep.Backend],
        [RecoveryStep.Unit, RecoveryStep.Dependents, RecoveryStep.Backend],
        [RecoveryStep.Dependents]);

    private static readonly Gen<Fate> Fates = Gen.Frequency(
        (6, Service.Select(service => new Fate($"kill {service}", desk => desk.Kill(service)))),
        (4, Service.Select(service => new Fate($"raise {service}", desk => desk.Raise(service)))),
        (2, Service.Select(service => new Fate($"stop {service}", desk => desk.Stop(service)))),
        (2, Service.Select(service => new Fate($"restarting {service}", desk => desk.Restarting(service)))),
        (1, Service.Select(service => new Fate($"stopping {service}", desk => desk.Stopping(service)))),
        (1, Service.Select(service => new Fate($"mask {service}", desk => desk.Mask(service)))),
        (1, Service.Select(service => new Fate($"kill {service} unnoticed", desk => desk.KillUnnoticed(service)))),
        (2, Gen.Const(new Fate("tick", desk => desk.Tick("periodic")))),
        (1, Gen.Const(new Fate("free the budget", desk => desk.FreeBudget()))),
        (1, Gen.Const(new Fate("wake", desk => desk.Tell(new SupervisorEvent.Woken())))),
        (1, Service.Select(service => new Fate($"take {service} out", desk => desk.Reconfigure(settings => Without(settings, service))))),
        (1, Service.Select(service => new Fate($"put {service} in", desk => desk.Reconfigure(settings => With(settings, service))))),
        (1, Gen.Select(Gen.Int[0, 4], Gen.Int[1, 120]).Select((runs, minutes) => new Fate($"budget {runs} in {minutes} m", desk =>
            desk.Reconfigure(settings => settings with
            {
                Recovery = settings.Recovery with { BudgetRuns = runs, BudgetWithin = TimeSpan.FromMinutes(minutes) },
            })))),
        (1, Gen.Enum<SupervisionMode>().Select(mode => new Fate($"{mode} from now on", desk => desk.Reconfigure(settings => settings with { Mode = mode })))),
        (1, Gen.Enum<HostPhase>().Select(phase => new Fate($"host {phase}", desk => desk.Host = phase))),
        (1, Gen.Bool.Select(full => new Fate(full ? "disk full" : "disk free", desk => desk.DiskSays = full ? "disk full" : null))),
        (1, Gen.Double[0, 40].Select(delay => new Fate($"sweeps take {delay}", desk => desk.SweepTakes = Desk.Seconds(delay)))),
        (1, Gen.Double[0, 20].Select(delay => new Fate($"the disk takes {delay}", desk => desk.StoreTakes = Desk.Seconds(delay)))),
        (1, Gen.Double[0, 5].Select(delay => new Fate($"the timer lags {delay}", desk => desk.TimerLags = Desk.Seconds(delay)))),
        (1, Gen.Double[0, 40].Select(gap => new Fate($"the daemon is killed for {gap} s", desk => desk.Die().Pass(gap).StartAgain()))),
        (1, Gen.Double[0, 40].Select(gap => new Fate($"the daemon dies after its intent, for {gap} s", desk => desk.DieWithTheIntentOnDisk().Pass(gap).StartAgain()))),
        (1, Gen.Double[1, 90].Select(gap => new Fate($"a reboot of {gap} s", desk => desk.Reboot().Pass(gap).StartAgain()))),
        (1, Gen.Double[0.1, 90_000].Select(hours => new Fate($"the clock is set back {hours} h", desk => desk.StepClock(-TimeSpan.FromHours(hours))))),
        (3, Plays.Select(play => new Fate($"from now on {play}", desk => desk.Script = (_, _) => play))),
        (3, Plays.Select(play => new Fate($"restarts from now on {play}", desk => desk.Restart = (_, _, _) => play))),
        (4, Gen.Select(Service, AnyOf(Verdict.Down, Verdict.Suspect, Verdict.Degraded, Verdict.Unknown, Verdict.Up), Gen.Bool).Select((service, verdict, refuses) =>
            new Fate($"{service} works {verdict}", desk => desk.Work(service, verdict, refuses)))),
        (2, Gen.Select(Service, AnyOf(("oom-kill", 0), ("exit-code", 203), ("start-limit-hit", 1))).Select((service, end) =>
            new Fate($"{service} ends by {end}", desk => desk.LiveAndEnd(service, end.Item1, end.Item2)))),
        (2, Gen.Select(HeldService, Gen.Double[-1, 120]).Select((service, minutes) =>
            new Fate($"hold {service} for {minutes} m", desk => desk.Hold(service, minutes)))),
        (1, HeldService.Select(service => new Fate($"resume {service}", desk => desk.Resume(service)))),
        (2, AnyOf<ObstacleKind?>(null, null, ObstacleKind.PackageUpgrade, ObstacleKind.Stale, ObstacleKind.DiskFull).Select(kind =>
            new Fate($"in the way: {kind}", desk => desk.Obstacles = kind is { } there ? [new Obstacle(there, $"{there}", "healthcheck.obstacles")] : []))),
        (1, Gen.Double[0, 40].Select(delay => new Fate($"obstacles take {delay}", desk => desk.ObstaclesTake = Desk.Seconds(delay)))),
        (1, Gen.Select(Service, Ladders).Select((service, steps) => new Fate($"{service} climbs {string.Join(", ", steps)}", desk => desk.Reconfigure(settings =>
            settings with { Services = [.. settings.Services.Select(own => own.Name.Text == service ? own with { Steps = steps } : own)] })))));

    private static readonly Gen<RecoverySettings> Settings = Gen.Select(
        AnyOf(0.0, 2, 30),
        AnyOf(0.0, 10),
        Gen.Int[0, 4],
        AnyOf<double[]>([0, 120, 600], [0], [30, 5]),
        Ladders,
        Gen.Int[0, 3],
        (collect, settle, runs, backoff, steps, restarts) => Desk.Contract with
        {
            Steps = steps.IsEmpty ? [RecoveryStep.Backend] : steps,
            StepLimits = Desk.Limits(restarts),
            Collect = Desk.Seconds(collect),
            Settle = Desk.Seconds(settle),
            BudgetRuns = runs,
            Backoff = [.. backoff.Select(Desk.Seconds)],
        });

    private static readonly Gen<(RecoverySettings Settings, ManualStop Stops, SupervisionMode Mode, (Fate Fate, double Pause)[] Lot)> Lots = Gen.Select(
        Settings, Gen.Enum<ManualStop>(), Gen.Frequency((5, Gen.Const(SupervisionMode.Act)), (1, Gen.Const(SupervisionMode.Observe))),
        Gen.Select(Fates, Pauses).Array[1, 40]);

    [Fact]
    public void Whatever_happens_the_rules_hold() =>
        Lots.Sample(lot => Suffer(lot.Settings, lot.Stops, lot.Mode, lot.Lot), iter: Rounds);

    [Fact]
    public void When_the_faults_stop_and_all_is_up_the_incident_is_over_soon() =>
        Lots.Sample(
            lot =>
            {
                var desk = Suffer(lot.Settings, lot.Stops, lot.Mode, lot.Lot);
                Calm(desk);
                Desk.Works(desk);
                desk.Tick("periodic").Pass(300);

                Assert.Null(desk.State.Incident);
                Assert.Null(desk.State.Wake);
                Assert.Empty(desk.State.Rounds);
            },
            iter: Rounds);

    [Fact]
    public void When_the_faults_stop_and_something_is_down_a_run_comes_and_mends_it() =>
        Gen.Select(Lots, Service).Sample(
            (lot, service) =>
            {
                var desk = Suffer(lot.Settings with { BudgetRuns = 3, StepLimits = Desk.Limits(3) }, lot.Stops, SupervisionMode.Act, lot.Lot);
                Calm(desk);
                Desk.Works(desk);
                desk.FreeBudget();
                desk.Kill(service).Pass(2400);

                Assert.Null(desk.State.Incident);
                Assert.Equal(Verdict.Up, desk.VerdictOn(new ServiceName(service)));
            },
            iter: Rounds);

    [Fact]
    public void The_same_lot_ends_in_the_same_log() =>
        Lots.Sample(
            lot => Assert.Equal(Suffer(lot.Settings, lot.Stops, lot.Mode, lot.Lot).Said, Suffer(lot.Settings, lot.Stops, lot.Mode, lot.Lot).Said),
            iter: Rounds / 5);

    private static Desk Suffer(RecoverySettings settings, ManualStop stops, SupervisionMode mode, (Fate Fate, double Pause)[] lot)
    {
        var desk = new Desk(settings, mode, stops).Start();
        foreach (var (fate, pause) in lot)
        {
            fate.Strike(desk);
            desk.Pass(pause);
        }

        return desk;
    }

    // The outside works from here on, and what it was busy with is over.
    private static void Calm(Desk desk)
    {
        desk.Host = HostPhase.Running;
        desk.DiskSays = null;
        desk.SweepTakes = TimeSpan.Zero;
        desk.StoreTakes = TimeSpan.Zero;
        desk.TimerLags = TimeSpan.Zero;
        desk.Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.Works);
        desk.Restart = (_, _, _) => new Play.Ends(Desk.Seconds(10), Desk.Works);
        desk.Obstacles = [];
        desk.ObstaclesTake = TimeSpan.Zero;
        desk.Resume();
        foreach (var service in desk.Settings.Services)
            desk.Work(service.Name.Text, Verdict.Up);
        desk.Pass(150);
        desk.Reconfigure(settings => settings with { Services = desk.First.Services, Recovery = desk.First.Recovery, Mode = desk.First.Mode });
    }

    private static SupervisorSettings Without(SupervisorSettings settings, string service) =>
        settings with { Services = settings.Services.RemoveAll(own => own.Name.Text == service) };

    private static SupervisorSettings With(SupervisorSettings settings, string service) =>
        settings with { Services = Without(settings, service).Services.Add(Desk.Service(service)) };

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private sealed record Fate(string Name, Action<Desk> Strike)
    {
        public override string ToString() => Name;
    }
}
