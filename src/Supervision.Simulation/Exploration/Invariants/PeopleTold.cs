using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>Whoever is to be told learns of an outage that lasts, and that nothing more is done about it, where nothing keeps the daemon
/// from telling.</summary>
public sealed class PeopleTold(HealthcheckSettings settings) : Invariant
{
    private const string Budget = "budget";

    // Whether it is out at all is not known then.
    private const string Blind = "no run without evidence";

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly bool _anybody = settings.Notify.Routes.Any(route =>
        route is { Events.IsEmpty: true, Between: null, Days.IsEmpty: true } && settings.Notify.Wait == TimeSpan.Zero);

    private readonly TroubledChannels _channels = new();
    private readonly Queue<TimeSpan> _taken = [];

    // In this life: an incident that a full disk did not take may be told long before it is stored.
    private readonly HashSet<string> _topics = [];
    private readonly HashSet<ServiceName> _members = [];
    private IncidentId? _open;
    private IncidentId? _left;
    private TimeSpan _openedAt;
    private TimeSpan? _spentAt;
    private bool _blind;
    private bool _told;
    private bool _toldOfTheEnd;

    public override string Name => "people are told";

    public override string? Take(Happening happened)
    {
        if (!_anybody) return null;
        _channels.Take(happened);
        if (happened is Happening.DaemonDied) _topics.Clear();
        if (happened is Happening.Stored { Entry: JournalEntry.DecisionTaken { Decision: var taken } }) See(taken, happened.Elapsed);
        switch (happened)
        {
            case Happening.Stored { Entry: JournalEntry.IncidentOpened opened }:
                Open(opened.Incident, happened.Elapsed);
                break;
            case Happening.Stored { Entry: JournalEntry.DecisionTaken { Decision: { Choice: Choice.Adopt, Incident: { } adopted } } }:
                TakeUp(adopted, happened.Elapsed);
                break;
            case Happening.Stored { Entry: JournalEntry.DecisionTaken { Decision: { Choice: Choice.Refuse, Rule: { } rule } } }
                when rule.Key.Contains(Budget, StringComparison.Ordinal):
                _spentAt ??= happened.Elapsed;
                break;
            case Happening.Stored { Entry: JournalEntry.IntentTaken }:
                _spentAt = null;
                break;
            // What a life that dies leaves open may be over before the next looks.
            case Happening.Stored { Entry: JournalEntry.IncidentClosed } or Happening.NotStored or Happening.DaemonDied:
                (_left, _open, _spentAt) = (_open ?? _left, null, null);
                _members.Clear();
                break;
            case Happening.Sent { Taken: true, Message: var message }:
                Hear(message, happened.Elapsed);
                break;
        }

        return Untold(happened.Elapsed);
    }

    // What nobody could know for hours is told from the moment on at which it is known.
    private void See(Decision taken, TimeSpan now)
    {
        if (taken is { Choice: Choice.OpenIncident or Choice.JoinIncident, Service: { } member }) _members.Add(member);
        if (taken.Choice == Choice.JoinIncident || !IsOfTheIncident(taken)) return;
        var seen = !taken.Reason.StartsWith(Blind, StringComparison.Ordinal);
        if (_blind && seen) _openedAt = now;
        _blind = !seen;
    }

    // While an incident is open, what is refused for others is recorded with it too. Who belongs to one of another life is not known here.
    private bool IsOfTheIncident(Decision taken) =>
        _members.Count == 0 || taken.Service is not { } service || _members.Contains(service);

    // Who was told of it in another life knows.
    private void TakeUp(IncidentId incident, TimeSpan now)
    {
        if (incident == _open) return;
        if (incident == _left) (_open, _openedAt) = (_left, now);
        else Open(incident, now);
    }

    private void Open(IncidentId incident, TimeSpan now) =>
        (_open, _openedAt, _spentAt, _told, _toldOfTheEnd) = (incident, now, null, _topics.Contains(Topic(incident)), false);

    private static string Topic(IncidentId incident) => $"incident:{incident.Number}";

    private void Hear(OutgoingMessage message, TimeSpan now)
    {
        _taken.Enqueue(now);
        _topics.Add(message.Topic.Text);
        if (_open is not { } incident || message.Topic.Text != Topic(incident)) return;
        _told = true;
        _toldOfTheEnd |= message.Event == "gave-up" || (message.Event == "incident-opened" && _spentAt is not null);
    }

    private string? Untold(TimeSpan now)
    {
        if (_blind || _open is not { } incident || (_told && (_spentAt is null || _toldOfTheEnd))) return null;
        while (_taken.TryPeek(out var first) && now - first > Hour) _taken.Dequeue();
        if (_taken.Count >= settings.Notify.Storm.Messages / 2 || _channels.Quiet(now) < Soon) return null;
        if (!_told && now - _openedAt > Soon) return $"{incident} is open since {_openedAt}, and nobody was told";
        return _spentAt is { } spent && !_toldOfTheEnd && now - spent > Soon
            ? $"the budget is spent for {incident} since {spent}, and nobody was told"
            : null;
    }
}
