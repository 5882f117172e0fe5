using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Policies;

/// <summary>What a configuration means, found by running it against one fault after the other in virtual time.</summary>
/// <param name="Trials">Each fault alone, just after a tick of the calendar: the longest that it can stay unseen.</param>
/// <param name="Despair">The same where no run helps.</param>
/// <param name="Monday">The ticks of a Monday morning, 07:00 to 09:00.</param>
/// <param name="Channels">The ways to people, by name; empty for none.</param>
public sealed record Policy(
    ImmutableArray<Trial> Trials, Despair Despair, ImmutableArray<DueTicks> Monday, ImmutableArray<string> Channels)
{
    // A Tuesday, which is like any other day.
    private static readonly DateTime Tuesday = new(2026, 11, 24, 10, 15, 1);
    private static readonly DateTime MondayAtSeven = new(2026, 11, 23, 7, 0, 0);
    private static readonly TimeSpan LongEnough = TimeSpan.FromHours(2);

    /// <summary>The faults that would be told to nobody.</summary>
    public IEnumerable<Trial> Untold => Trials.Where(trial => trial.Told.IsEmpty);

    /// <summary>Takes some seconds of real time.</summary>
    public static Policy Of(HealthcheckSettings settings) => new(
        [.. Lots(settings).Select(lot => Try(settings, lot.What, lot.Service, lot.Faults))],
        Hopeless(settings),
        Calendar(settings.Schedule),
        [.. settings.Notify.Channels.Select(channel => channel.Name)]);

    private static DateTimeOffset Local(HealthcheckSettings settings, DateTime time) => new(time, settings.Zone.GetUtcOffset(time));

    private static Trial Try(HealthcheckSettings settings, string what, ServiceName? service, ImmutableArray<Fault> faults) =>
        Course.Read(what, service, faults, Course.Of(settings, Local(settings, Tuesday), faults, LongEnough));

    private static IEnumerable<(string What, ServiceName? Service, ImmutableArray<Fault> Faults)> Lots(HealthcheckSettings settings) =>
        settings.Services.SelectMany(service => Lots(service.Name)).Concat(
        [
            ("the root file system is 97 % full", null, [new Fault.Figure("disk:/", 97)]),
            ("97 % of the memory is in use", null, [new Fault.Figure("memory", 97)]),
            ("the daemon is killed", null, [new Fault.KillDaemon(DeathPoint.Now, 0, TimeSpan.FromSeconds(2))]),
            ("the host is booted anew", null, [new Fault.Reboot(TimeSpan.FromMinutes(1))]),
        ]);

    private static IEnumerable<(string What, ServiceName? Service, ImmutableArray<Fault> Faults)> Lots(ServiceName service) =>
    [
        ("its processes are killed", service, [new Fault.Kill(service)]),
        ("it ends by itself, in good order", service, [new Fault.Exit(service)]),
        ("a person stops it", service, [new Fault.Stop(service)]),
        ("it runs and does not work", service, [new Fault.Hang(service)]),
        ("it dies, and its starts never end", service, [new Fault.StuckStart(service), new Fault.Kill(service)]),
        ("it works, and its probes fail", service, [new Fault.Lie(service, ProbeLie.Fails, null)]),
    ];

    private static Despair Hopeless(HealthcheckSettings settings)
    {
        var service = settings.Services[0].Name;
        var seen = Course.Of(
            settings,
            Local(settings, Tuesday),
            [
                new Fault.Backend(1, null, TimeSpan.FromSeconds(20), [], null),
                new Fault.CrashLoop(service, TimeSpan.FromSeconds(1), null),
            ],
            TimeSpan.FromHours(49));
        var start = seen[0].Elapsed;
        var runs = seen.OfType<Happening.RunStarted>().ToList();
        var scripts = runs.Where(run => run.Step == RecoveryStep.Backend).Select(run => run.Elapsed).ToList();
        var gaveUp = seen.OfType<Happening.Stored>().FirstOrDefault(stored =>
            stored.Entry is JournalEntry.DecisionTaken { Decision.Choice: Choice.Refuse } && runs.Any(run => run.Elapsed < stored.Elapsed));
        return new Despair(
            service,
            gaveUp?.Elapsed - start,
            runs.Count(run => run.Elapsed < (gaveUp?.Elapsed ?? TimeSpan.MaxValue)),
            Most(scripts, TimeSpan.FromHours(1)),
            Most(scripts, TimeSpan.FromDays(1)));
    }

    private static int Most(List<TimeSpan> runs, TimeSpan within) => runs
        .Select(first => runs.Count(run => run >= first && run < first + within))
        .DefaultIfEmpty(0)
        .Max();

    private static ImmutableArray<DueTicks> Calendar(ScheduleSettings schedule)
    {
        var from = new DateTimeOffset(MondayAtSeven, schedule.Zone.GetUtcOffset(MondayAtSeven));
        return [.. TickCalendar.Coming(from.AddSeconds(-1), 200, schedule).TakeWhile(due => due.At < from.AddHours(2))];
    }
}

/// <summary>What is done for a service that no run brings back.</summary>
/// <param name="Service">The one it was tried with.</param>
/// <param name="GaveUp">From its death until nothing more was tried for the time being; null where there was always something.</param>
/// <param name="RunsBefore">How many runs of any step there were by then.</param>
/// <param name="InAnHour">The most runs of backend.sh within any hour.</param>
/// <param name="InADay">The most within any 24 hours.</param>
public sealed record Despair(ServiceName Service, TimeSpan? GaveUp, int RunsBefore, int InAnHour, int InADay);
