using System.Collections.Immutable;

namespace Supervision.Core.Notifications;

/// <summary>One decision of the notifier in the making: the rules read and replace the state and note effects, and nothing outside sees it
/// change.</summary>
internal sealed class NotifierTurn(NotifierState before, NotifierSettings settings, Moment now)
{
    /// <summary>At most so many messages wait in memory …</summary>
    public const int MostWaiting = 10_000;

    /// <summary>… and so many characters, which are two bytes each.</summary>
    public const long MostCharacters = 16_000_000;

    private readonly ImmutableArray<NotifierEffect>.Builder _effects = ImmutableArray.CreateBuilder<NotifierEffect>();

    /// <summary>The topics that were looked at anew.</summary>
    public HashSet<Topic> Touched { get; } = [];

    public NotifierState State { get; set; } = before;

    public NotifierSettings Settings => settings;

    public NotifySettings Notify => settings.Notify;

    public Moment Now => now;

    public ChannelQueue QueueOf(string channel) => State.Queues.GetValueOrDefault(channel, ChannelQueue.Empty);

    public void Set(string channel, ChannelQueue queue) => State = State with { Queues = State.Queues.SetItem(channel, queue) };

    public void Set(Topic topic, OpenTopic open)
    {
        State = State with { Topics = State.Topics.SetItem(topic, open) };
        Touched.Add(topic);
    }

    public void Forget(Topic topic) => State = State with { Topics = State.Topics.Remove(topic) };

    public void Count(Func<NotifierCounts, NotifierCounts> change) => State = State with { Counts = change(State.Counts) };

    public void Perform(NotifierEffect effect) => _effects.Add(effect);

    public void Warn(string text) => Perform(new NotifierEffect.Say(text, IsError: true));

    public MessageId NextId()
    {
        State = State with { LastMessage = State.LastMessage + 1 };
        return new MessageId(State.LastMessage);
    }

    /// <summary>When the wall clock will show <paramref name="wall"/>, monotonic; rounded up, since the two clocks never agree to the
    /// tick.</summary>
    public TimeSpan Elapsed(DateTimeOffset wall) =>
        TimeSpan.FromSeconds(Math.Ceiling((now.Elapsed + (wall - now.Wall)).TotalSeconds));

    public Step<NotifierState, NotifierEffect> Finished() => new(State, _effects.ToImmutable());
}
