using System.Collections.Immutable;
using Supervision.Core.Notifications.Texts;

namespace Supervision.Core.Notifications;

/// <summary>Makes a letter into a message for one channel.</summary>
internal static class MessageWriter
{
    private const int LongestSubject = 180;

    // Channels that take less have their text written for a small screen.
    private const int SmallScreen = 1000;

    // Nobody reads on, and ten thousand of them have to fit into memory.
    private const int LongestText = 4000;

    /// <param name="again">It was told, and is not over.</param>
    public static OutgoingMessage Write(NotifierTurn turn, Notice notice, string channel, bool again = false)
    {
        var facts = NoticeFacts.Of(notice);
        var letter = Phrases.For(turn.Settings.Language).Write(notice, turn.Settings);
        if (again)
            letter = letter with { Headline = Phrases.For(turn.Settings.Language).StillSo(letter.Headline) };
        return Write(turn, channel, facts.Topic, facts.Severity, facts.Event, letter);
    }

    /// <summary>It ended while nobody looked.</summary>
    public static OutgoingMessage Unseen(NotifierTurn turn, Topic topic, OpenTopic open, string channel) => Write(
        turn,
        channel,
        topic,
        Severity.Info,
        NoticeFacts.Recovered,
        Phrases.For(turn.Settings.Language).Unseen(topic, open, turn.Settings, turn.Now.Wall));

    public static OutgoingMessage HeldBack(NotifierTurn turn, string channel, int count) => Write(
        turn,
        channel,
        NoticeFacts.Named("storm", channel),
        Severity.Warning,
        NoticeFacts.HeldBack,
        Phrases.For(turn.Settings.Language).HeldBack(count, turn.Settings, turn.Now.Wall));

    public static OutgoingMessage Digest(NotifierTurn turn, string channel, ImmutableArray<Notice.Recovered> quiet) => Write(
        turn,
        channel,
        NoticeFacts.Named(NoticeFacts.Digest, channel),
        Severity.Info,
        NoticeFacts.Digest,
        Phrases.For(turn.Settings.Language).Digest(quiet, turn.Settings, turn.Now.Wall));

    /// <summary>The same for another channel.</summary>
    public static OutgoingMessage Instead(OutgoingMessage message, ChannelSettings channel, MessageId id)
    {
        var isSmall = channel.Target.LongestText < SmallScreen;
        return message with
        {
            Id = id,
            Channel = channel.Name,
            Text = SafeText.Cut(isSmall ? message.Subject : message.Text, channel.Target.LongestText),
            Html = channel.Target.TakesHtml ? message.Html : null,
        };
    }

    private static OutgoingMessage Write(
        NotifierTurn turn, string channel, Topic topic, Severity severity, string ofEvent, Letter letter)
    {
        var target = turn.Notify.Channel(channel)!.Target;
        var phrases = Phrases.For(turn.Settings.Language);
        var subject = SafeText.Line($"[{phrases.Word(severity, ofEvent)}] {turn.Settings.Host}: {letter.Headline}", LongestSubject);
        var text = target.LongestText < SmallScreen ? letter.Short(turn.Settings.Host) : letter.Plain();
        return new OutgoingMessage(
            turn.NextId(),
            channel,
            topic,
            severity,
            subject,
            SafeText.Cut(text, Math.Min(target.LongestText, LongestText)),
            target.TakesHtml ? letter.Html(phrases.Tag) : null,
            turn.Now.Wall)
        {
            Event = ofEvent,
        };
    }
}
