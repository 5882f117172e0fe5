using System.Collections.Immutable;

namespace Supervision.Core.Notifications;

/// <summary>What time alone brings: reminders of what is not over, those who could not be told before, the sums of what was held back or
/// kept quiet, and the ends that nobody saw.</summary>
internal static class StandingRules
{
    // Longer than any threshold or probe needs to find again what it had found before the daemon ended.
    private static readonly TimeSpan Unseen = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // A reminder that nobody may have at this hour, or that a storm leaves no room for, is looked at again after this time.
    private static readonly TimeSpan Recheck = TimeSpan.FromMinutes(5);

    // The wall clock may be set: what hangs on it is looked at again at least so often.
    private static readonly TimeSpan LongestNap = TimeSpan.FromHours(1);

    public static bool IsIncident(Topic topic) => IsOf(topic, NoticeFacts.IncidentKind);

    /// <summary>Nothing comes after it: it is forgotten after a day.</summary>
    public static bool IsPassing(Topic topic) => IsOf(topic, "daemon") || IsOf(topic, "hold") || IsOf(topic, "readiness");

    /// <summary>The supervisor has looked at everything: what it does not know of is over.</summary>
    public static void Stand(NotifierTurn turn, Recovery.IncidentId? open)
    {
        foreach (var (topic, known) in turn.State.Topics.Where(known => IsIncident(known.Key) && known.Value.Notice is null))
        {
            if (open is { } incident && topic == NoticeFacts.Of(Opened(incident)).Topic)
                turn.Set(topic, known with { Seen = true });
            else
                EndUnseen(turn, topic, known);
        }
    }

    /// <summary>Does whatever is due.</summary>
    public static void Look(NotifierTurn turn)
    {
        foreach (var channel in turn.State.Queues.Keys)
            SumUpStorm(turn, channel);
        foreach (var (topic, open) in turn.State.Topics)
            Look(turn, topic, open);
        SumUpQuiet(turn);
    }

    /// <summary>Notes when the next look is due.</summary>
    /// <param name="afresh">Everything is asked, and not only what was touched.</param>
    public static void Schedule(NotifierTurn turn, bool afresh)
    {
        var topics = afresh
            ? turn.State.Topics
            : turn.Touched.Where(turn.State.Topics.ContainsKey).Select(topic => KeyValuePair.Create(topic, turn.State.Topics[topic]));
        var due = topics.SelectMany(known => DueAt(turn, known.Key, known.Value))
            .Concat(turn.State.Queues.Values.Where(queue => queue.Held > 0).Select(queue => StormEnds(turn, queue)))
            .Append(afresh ? null : turn.State.LookAt);
        if (afresh && turn.Notify.Digest is { } time)
        {
            turn.State = turn.State with { DigestAt = turn.State.DigestAt ?? Next(turn, time) };
            due = due.Append(turn.Elapsed(turn.State.DigestAt!.Value));
        }

        var next = due.Min();
        var nap = turn.Now.Elapsed + LongestNap;
        turn.State = turn.State with { LookAt = next < nap || next is null ? next : nap };
    }

    private static List<TimeSpan?> DueAt(NotifierTurn turn, Topic topic, OpenTopic open)
    {
        if (open.Passing)
            return [Soon(turn, turn.Elapsed(open.Last + Day))];
        var due = new List<TimeSpan?>();
        if (!open.Seen)
            due.Add(Soon(turn, turn.State.LoadedAt!.Value + Unseen));
        if (open.Notice is null)
            return due;
        if (TellingRules.IsEarly(turn, topic, open))
            due.Add(turn.Elapsed(open.Since + turn.Notify.Wait));
        if (!open.Told.IsEmpty && Every(turn, topic, open) is { } every)
            due.Add(Soon(turn, turn.Elapsed(open.Last + every)));
        if (RouteRules.NextOpening(turn.Notify, turn.Now.Wall, turn.Settings.Zone) is { } opening)
            due.Add(turn.Elapsed(opening));
        return due;
    }

    // What is due and was not done is not asked for again at once.
    private static TimeSpan Soon(NotifierTurn turn, TimeSpan due) => due > turn.Now.Elapsed ? due : turn.Now.Elapsed + Recheck;

    private static void Look(NotifierTurn turn, Topic topic, OpenTopic open)
    {
        if (open.Passing && turn.Now.Wall - open.Last >= Day)
        {
            turn.Forget(topic);
            QueueRules.Queue(turn, [], [], [topic]);
        }
        else if (!open.Passing && !open.Seen && turn.Now.Elapsed - turn.State.LoadedAt >= Unseen)
        {
            EndUnseen(turn, topic, open);
        }
        else if (!open.Passing && open.Notice is { } notice && !TellingRules.IsEarly(turn, topic, open))
        {
            CatchUp(turn, topic, open, notice);
            if (turn.State.Topics[topic] is { Told.IsEmpty: false } told && Every(turn, topic, told) is { } every
                && turn.Now.Wall - told.Last >= every)
                Remind(turn, topic, told, notice);
        }
    }

    // Those whose hour has come, and those whom a storm left out.
    private static void CatchUp(NotifierTurn turn, Topic topic, OpenTopic open, Notice notice)
    {
        var missing = Routed(turn, notice).RemoveAll(channel => open.Told.Contains(channel) || !QueueRules.HasRoom(turn, channel));
        foreach (var channel in missing)
            QueueRules.Count(turn, channel);
        TellingRules.Tell(turn, topic, open, notice, missing);
    }

    private static void Remind(NotifierTurn turn, Topic topic, OpenTopic open, Notice notice)
    {
        var channels = Routed(turn, notice).RemoveAll(channel => !open.Told.Contains(channel) || !QueueRules.HasRoom(turn, channel));
        foreach (var channel in channels)
            QueueRules.Count(turn, channel);
        TellingRules.Tell(turn, topic, open, notice, channels, again: true);
    }

    private static ImmutableArray<string> Routed(NotifierTurn turn, Notice notice)
    {
        var facts = NoticeFacts.Of(notice);
        return RouteRules.For(turn.Notify, facts.Event, facts.Severity, turn.Settings.Local(turn.Now.Wall));
    }

    // What can wait is not repeated every few hours.
    private static TimeSpan? Every(NotifierTurn turn, Topic topic, OpenTopic open)
    {
        var every = turn.Notify.Reminder;
        if (every <= TimeSpan.Zero)
            return null;
        return IsIncident(topic) || open.Severity == Severity.Critical || every > Day ? every : Day;
    }

    private static void EndUnseen(NotifierTurn turn, Topic topic, OpenTopic open) =>
        TellingRules.Over(turn, topic, open, channel => MessageWriter.Unseen(turn, topic, open, channel));

    private static void SumUpStorm(NotifierTurn turn, string channel)
    {
        var queue = turn.QueueOf(channel);
        if (queue.Held == 0 || !QueueRules.HasRoom(turn, channel) || turn.Notify.Channel(channel) is null)
            return;
        QueueRules.Count(turn, channel);
        turn.Set(channel, turn.QueueOf(channel) with { Held = 0 });
        QueueRules.Queue(turn, [MessageWriter.HeldBack(turn, channel, queue.Held)], [], []);
    }

    private static TimeSpan? StormEnds(NotifierTurn turn, ChannelQueue queue) =>
        queue.Lately.IsEmpty ? turn.Now.Elapsed + Recheck : Soon(turn, queue.Lately[0] + turn.Notify.Storm.Within);

    private static void SumUpQuiet(NotifierTurn turn)
    {
        if (turn.Notify.Digest is not { } time || turn.State.DigestAt is not { } due || due > turn.Now.Wall)
            return;
        turn.State = turn.State with { DigestAt = Next(turn, time) };
        if (turn.State.Quiet.IsEmpty)
            return;
        var named = turn.Notify.Routes.Where(route => route.Events.Contains(NoticeFacts.Digest)).SelectMany(route => route.To).ToList();
        var channels = turn.Notify.Channels
            .Where(channel => named.Count == 0 ? channel.Target.Kind != "sms" : named.Contains(channel.Name))
            .Select(channel => MessageWriter.Digest(turn, channel.Name, turn.State.Quiet))
            .ToImmutableArray();
        turn.State = turn.State with { Quiet = [] };
        QueueRules.Queue(turn, channels, [], []);
    }

    private static DateTimeOffset Next(NotifierTurn turn, TimeOnly time)
    {
        var today = DateOnly.FromDateTime(turn.Settings.Local(turn.Now.Wall).DateTime);
        var next = RouteRules.Instant(today, time, turn.Settings.Zone);
        return next > turn.Now.Wall ? next : RouteRules.Instant(today.AddDays(1), time, turn.Settings.Zone);
    }

    private static Notice.IncidentOpened Opened(Recovery.IncidentId incident) =>
        new Notice.IncidentOpened(default, incident, default, [], "");

    private static bool IsOf(Topic topic, string kind) =>
        topic.Text.StartsWith(kind, StringComparison.Ordinal) && topic.Text.Length > kind.Length && topic.Text[kind.Length] == ':';
}
