using System.Collections.Immutable;

namespace Supervision.Core.Notifications;

/// <summary>What becomes of a notice: a message to those whom it concerns, or nothing, since they know.</summary>
internal static class TellingRules
{
    // Of what nobody was told the digest names so many; those before are left to healthcheck incidents.
    private const int MostQuiet = 200;

    public static void Hear(NotifierTurn turn, Notice notice)
    {
        var facts = NoticeFacts.Of(notice);
        switch (facts.Course)
        {
            case NoticeCourse.Stands: StandingRules.Stand(turn, ((Notice.Standing)notice).Open); break;
            case NoticeCourse.Tests: Test(turn, (Notice.Test)notice, facts); break;
            case NoticeCourse.Ends: End(turn, notice, facts); break;
            default: Open(turn, notice, facts); break;
        }
    }

    /// <summary>Tells these channels, and remembers that they know.</summary>
    public static void Tell(
        NotifierTurn turn, Topic topic, OpenTopic open, Notice notice, ImmutableArray<string> channels, bool again = false)
    {
        if (channels.IsEmpty)
            return;
        var told = open with { Told = [.. open.Told.Union(channels)], Last = turn.Now.Wall };
        turn.Set(topic, told);
        var messages = channels.Select(channel => MessageWriter.Write(turn, notice, channel, again)).ToImmutableArray();
        QueueRules.Queue(turn, messages, [told.AsTold(topic)], []);
    }

    /// <summary>It is over, and whoever knows of it is told so.</summary>
    public static void Over(NotifierTurn turn, Topic topic, OpenTopic open, Func<string, OutgoingMessage> write)
    {
        turn.Forget(topic);
        var messages = ImmutableArray.CreateBuilder<OutgoingMessage>();
        foreach (var channel in open.Told.Where(channel => turn.Notify.Channel(channel) is not null))
        {
            // It is told in a storm too: it takes a trouble from somebody's mind.
            QueueRules.Count(turn, channel);
            messages.Add(write(channel));
        }

        QueueRules.Queue(turn, messages.ToImmutable(), [], [topic]);
    }

    /// <summary>It has not lasted for long enough to be told.</summary>
    public static bool IsEarly(NotifierTurn turn, Topic topic, OpenTopic open) =>
        StandingRules.IsIncident(topic) && open.Told.IsEmpty && open.Since + turn.Notify.Wait > turn.Now.Wall;

    private static void Open(NotifierTurn turn, Notice notice, NoticeFacts facts)
    {
        var known = turn.State.Topics.GetValueOrDefault(facts.Topic);
        var open = known ?? new OpenTopic(facts.Severity, [], notice.At, turn.Now.Wall) { Passing = facts.Course == NoticeCourse.Passes };
        var isNews = open.Said.GetValueOrDefault(facts.Family) != facts.Content;
        var describes = facts.Family == "state" || open.Notice is null;
        open = open with
        {
            Seen = true,
            Said = open.Said.SetItem(facts.Family, facts.Content),
            Notice = describes ? notice : open.Notice,
            Severity = describes ? facts.Severity : open.Severity,
        };
        turn.Set(facts.Topic, open);

        // What an earlier life has told is told again only where it is worse by now.
        var isKnown = known is { Notice: null, Told.IsEmpty: false }
            && facts.Course is NoticeCourse.Begins or NoticeCourse.Changes or NoticeCourse.Passes
            && facts.Severity <= known?.Severity;
        if (!isNews || isKnown || IsEarly(turn, facts.Topic, open))
            return;
        var routed = RouteRules.For(turn.Notify, facts.Event, facts.Severity, turn.Settings.Local(turn.Now.Wall));
        Tell(turn, facts.Topic, open, notice, [.. routed.Where(channel => QueueRules.Admits(turn, channel))]);
    }

    private static void End(NotifierTurn turn, Notice notice, NoticeFacts facts)
    {
        var open = turn.State.Topics.GetValueOrDefault(facts.Topic);
        if (open is { Told.IsEmpty: false })
        {
            var whole = notice is Notice.Recovered recovered ? Whole(recovered, open) : notice;
            Over(turn, facts.Topic, open, channel => MessageWriter.Write(turn, whole, channel));
            return;
        }

        turn.Forget(facts.Topic);
        if (notice is Notice.Recovered quiet)
            turn.State = turn.State with { Quiet = [.. turn.State.Quiet.Add(quiet).TakeLast(MostQuiet)] };
    }

    // A life of the daemon that took it over does not know how long it had lasted.
    private static Notice.Recovered Whole(Notice.Recovered recovered, OpenTopic open)
    {
        var known = recovered.At - open.Since;
        return known > recovered.Lasted ? recovered with { Lasted = known } : recovered;
    }

    // A person waits for it: no storm limit, no pause after a failure, and nobody has to be told of its end.
    private static void Test(NotifierTurn turn, Notice.Test test, NoticeFacts facts)
    {
        var channels = turn.Notify.Channels.Select(channel => channel.Name).Where(name => test.Channel is null || test.Channel == name);
        var messages = channels.Select(channel => MessageWriter.Write(turn, test, channel)).ToImmutableArray();
        foreach (var message in messages)
            turn.Set(message.Channel, turn.QueueOf(message.Channel) with { PausedUntil = turn.Now.Elapsed });
        QueueRules.Queue(turn, messages, [], []);
        if (messages.IsEmpty)
            turn.Warn($"{facts.Topic}: there is no such channel");
    }
}
