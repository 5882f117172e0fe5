using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Exploration;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Tests.Exploration;

/// <summary>Made-up happenings, written down as they are told to an invariant: each at its second.</summary>
internal sealed class Course(Invariant invariant)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
    public static readonly ServiceName Postgresql = new("postgresql");
    public static readonly ServiceName Celery = new("celery");
    public static readonly UnitName Script = new("backend-restart.service");

    private TimeSpan _now;
    private DateTimeOffset _wall = Start;

    /// <summary>How the promise was broken first.</summary>
    public string? Broken { get; private set; }

    public Course At(double seconds)
    {
        _wall += TimeSpan.FromSeconds(seconds) - _now;
        _now = TimeSpan.FromSeconds(seconds);
        return this;
    }

    public Course Clock(double hours)
    {
        _wall += TimeSpan.FromHours(hours);
        return this;
    }

    public Course Life(int number) => Tell(new Happening.DaemonBegan(_wall, _now, number));

    public Course Ready() => Tell(new Happening.DaemonReady(_wall, _now));

    public Course Dies(bool byItself = false) => Tell(new Happening.DaemonDied(_wall, _now, "killed", byItself));

    public Course Host(bool up) => Tell(new Happening.HostChanged(_wall, _now, up));

    public Course Strike(Fault fault) => Tell(new Happening.Struck(_wall, _now, fault));

    public Course Unit(
        ServiceName service, UnitActivity activity, bool works = false, bool byItself = false, UnitLoad load = UnitLoad.Loaded) =>
        Tell(new Happening.UnitChanged(
            _wall,
            _now,
            service,
            new UnitStatus(new UnitName(service + ".service"), load, activity, "", "success", "life", false, []) { EndedByItself = byItself },
            works));

    public Course Stored(JournalEntry entry) => Tell(new Happening.Stored(_wall, _now, entry));

    public Course Intends(int run, string boot = "boot-1", ServiceName? service = null) =>
        Stored(new JournalEntry.IntentTaken(new RunIntent(
            new RunId(run), new IncidentId(1), boot, _wall, _now, Script, service ?? Celery, [service ?? Celery], "it is down")));

    public Course Decides(Choice choice, string reason, string evidence = "seen", string? key = null, ServiceName? service = null) =>
        Stored(new JournalEntry.DecisionTaken(new Decision(_wall, new IncidentId(1), choice, reason, evidence, 1, 3)
        {
            Service = service ?? Celery,
            Rule = key is null ? null : new Rule(key, "", ""),
        }));

    public Course Opens(int incident) => Stored(new JournalEntry.IncidentOpened(new IncidentId(incident), _wall, Celery, "it is down"));

    public Course Closes(int incident) => Stored(new JournalEntry.IncidentClosed(new IncidentId(incident), _wall, [Celery], "recovered"));

    public Course Closed(int run, bool refunded) => Stored(
        new JournalEntry.RunClosed(new RunId(run), _wall, new RunOutcome(RunResult.Failed, 1, "", "it failed"), refunded));

    public Course Starts(int run) => Tell(new Happening.RunStarted(_wall, _now, new RunId(run), [Script], RecoveryStep.Backend));

    public Course Refused(int run) => Tell(new Happening.RunRefused(_wall, _now, new RunId(run), "not permitted"));

    public Course Ends(int run) => Tell(
        new Happening.RunEnded(_wall, _now, new RunId(run), new RunOutcome(RunResult.Done, 0, "", "done")));

    public Course Takes(long message) => Tell(new Happening.Sent(
        _wall, _now, new OutgoingMessage(new MessageId(message), "email", new Topic("incident-1"), Severity.Critical, "subject", "text", null, _wall), true));

    public Course Tells(long message, string its = "incident:1", string text = "text", string what = "incident-opened") => Tell(new Happening.Sent(
        _wall,
        _now,
        new OutgoingMessage(new MessageId(message), "email", new Topic(its), Severity.Critical, "subject", text, null, _wall) { Event = what },
        true));

    public Course Logs(string line) => Tell(new Happening.Logged(_wall, _now, line));

    public Course Tell(Happening happened)
    {
        Broken ??= invariant.Take(happened);
        return this;
    }
}
