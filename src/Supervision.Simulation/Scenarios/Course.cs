using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Journal;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Scenarios;

/// <summary>All that happened in a scenario, for who judges it.</summary>
public sealed class Course
{
    private readonly DateTimeOffset _start;
    private readonly TimeZoneInfo _zone;
    private readonly ImmutableArray<Happening> _happened;
    private readonly ImmutableArray<DateTimeOffset> _times;

    public Course(DateTimeOffset start, TimeZoneInfo zone, ImmutableArray<Happening> happened)
    {
        (_start, _zone, _happened) = (start, zone, happened);
        var slept = TimeSpan.Zero;
        var times = ImmutableArray.CreateBuilder<DateTimeOffset>(happened.Length);
        foreach (var happening in happened)
        {
            times.Add(start + happening.Elapsed + slept);
            if (happening is Happening.Struck { Fault: Fault.Suspend suspend }) slept += suspend.For;
        }

        _times = times.ToImmutable();
    }

    /// <summary>All of a kind, with the time of a clock that nobody sets and that does not sleep.</summary>
    public IEnumerable<(DateTimeOffset At, T What)> All<T>()
        where T : Happening => _happened.Select((what, place) => (At: _times[place], What: what as T)).Where(one => one.What is not null)!;

    /// <summary>The entries of a kind that became durable.</summary>
    public IEnumerable<(DateTimeOffset At, T Entry)> Stored<T>()
        where T : JournalEntry => All<Happening.Stored>().Where(one => one.What.Entry is T).Select(one => (one.At, (T)one.What.Entry));

    /// <summary>The first fault upon the service; null where there was none.</summary>
    public DateTimeOffset? StruckAt(ServiceName service) => All<Happening.Struck>()
        .Where(one => IsUpon(one.What.Fault, service))
        .Select(one => (DateTimeOffset?)one.At)
        .FirstOrDefault();

    /// <summary>When the daemon first dealt with an outage of the service.</summary>
    public DateTimeOffset? NoticedAt(ServiceName service) => Stored<JournalEntry.DecisionTaken>()
        .Where(one => one.Entry.Decision is { Choice: Choice.OpenIncident or Choice.JoinIncident, Service: { } about } && about == service)
        .Select(one => (DateTimeOffset?)one.At)
        .FirstOrDefault();

    /// <summary>Since when it works without a break until the end; null where it does not at the end, and the start where it always
    /// did.</summary>
    public DateTimeOffset? WorksSince(ServiceName service)
    {
        DateTimeOffset? since = _start;
        foreach (var (at, changed) in All<Happening.UnitChanged>())
        {
            if (changed.Service == service) since = changed.Works ? since ?? at : null;
        }

        return since;
    }

    /// <summary>The roots of all incidents as they turned out.</summary>
    public ImmutableArray<ServiceName> Roots()
    {
        var closed = Stored<JournalEntry.IncidentClosed>().ToDictionary(one => one.Entry.Incident, one => one.Entry.Root);
        return [.. Stored<JournalEntry.IncidentOpened>().Select(one => closed.GetValueOrDefault(one.Entry.Incident) ?? one.Entry.Root)];
    }

    /// <summary>The time as the clocks of the deployment would show it.</summary>
    public string Clock(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, _zone).ToString("ddd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Lasting(TimeSpan time) => DurationText.Write(TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds)));

    private static bool IsUpon(Fault fault, ServiceName service) => fault switch
    {
        Fault.Kill kill => kill.Service == service,
        Fault.Exit exit => exit.Service == service,
        Fault.Stop stop => stop.Service == service,
        Fault.Hang hang => hang.Service == service,
        Fault.CrashLoop loop => loop.Service == service,
        Fault.Lie lie => lie.Service == service,
        _ => false,
    };
}
