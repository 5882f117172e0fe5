using System.Collections.Immutable;

namespace Supervision.Core.Notifications;

/// <summary>All that the notifier knows.</summary>
public sealed record NotifierState
{
    public static NotifierState Initial { get; } = new();

    /// <summary>When what earlier lives left was loaded, monotonic; null before.</summary>
    public TimeSpan? LoadedAt { get; init; }

    /// <summary>What came before that, oldest first.</summary>
    public ImmutableArray<Notice> Early { get; init; } = [];

    /// <summary>The highest number ever given to a message.</summary>
    public long LastMessage { get; init; }

    /// <summary>What waits, by channel.</summary>
    public ImmutableSortedDictionary<string, ChannelQueue> Queues { get; init; } =
        ImmutableSortedDictionary<string, ChannelQueue>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>What is not over.</summary>
    public ImmutableDictionary<Topic, OpenTopic> Topics { get; init; } = ImmutableDictionary<Topic, OpenTopic>.Empty;

    /// <summary>Entries that the disk did not take, oldest first.</summary>
    public ImmutableArray<OutboxEntry> Unrecorded { get; init; } = [];

    /// <summary>When they are given to it again, monotonic; null where there are none.</summary>
    public TimeSpan? RecordAgainAt { get; init; }

    /// <summary>What was over before anybody was told, for the digest.</summary>
    public ImmutableArray<Notice.Recovered> Quiet { get; init; } = [];

    /// <summary>When the next digest is due; wall clock.</summary>
    public DateTimeOffset? DigestAt { get; init; }

    /// <summary>When something has to be done about what is not over, monotonic; null where nothing has.</summary>
    public TimeSpan? LookAt { get; init; }

    public NotifierCounts Counts { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>When the notifier asked to be woken, monotonic; null for not at all.</summary>
    public TimeSpan? Wake { get; init; }

    /// <summary>The messages in memory.</summary>
    public int Waiting => Queues.Values.Sum(queue => queue.Waiting.Count);

    /// <summary>Their length in characters.</summary>
    public long Characters => Queues.Values.Sum(queue => queue.Characters);

    /// <summary>The message, while it waits.</summary>
    public OutgoingMessage? Find(MessageId id) =>
        Queues.Values.Select(queue => queue.Waiting.GetValueOrDefault(id.Number)?.Message).FirstOrDefault(message => message is not null);

    /// <summary>A message about the topic waits.</summary>
    public bool Mentions(Topic topic) => Queues.Values.Any(queue => queue.Waiting.Values.Any(waiting => waiting.Message.Topic == topic));
}

/// <summary>So many messages since the start of the daemon.</summary>
/// <param name="Failed">Tries.</param>
/// <param name="GivenUp">Too old, or refused for good.</param>
/// <param name="HeldBack">By the storm limit.</param>
/// <param name="Dropped">For want of room.</param>
public sealed record NotifierCounts(long Delivered, long Failed, long GivenUp, long HeldBack, long Dropped);

/// <summary>What waits for one channel, and how the channel does.</summary>
public sealed record ChannelQueue
{
    public static ChannelQueue Empty { get; } = new();

    /// <summary>By number, which is by age.</summary>
    public ImmutableSortedDictionary<long, QueuedMessage> Waiting { get; init; } = ImmutableSortedDictionary<long, QueuedMessage>.Empty;

    public long Characters { get; init; }

    /// <summary>The message that is being tried; null while none is.</summary>
    public MessageId? Busy { get; init; }

    /// <summary>Tries that failed since the last delivery.</summary>
    public int Failures { get; init; }

    /// <summary>Nothing is tried before, monotonic.</summary>
    public TimeSpan PausedUntil { get; init; }

    /// <summary>When messages were queued lately, monotonic, oldest first: for the storm limit.</summary>
    public ImmutableArray<TimeSpan> Lately { get; init; } = [];

    /// <summary>Messages held back since that was said last.</summary>
    public int Held { get; init; }

    public ChannelQueue With(QueuedMessage message) => this with
    {
        Waiting = Waiting.SetItem(message.Message.Id.Number, message),
        Characters = Characters + message.Characters - (Waiting.GetValueOrDefault(message.Message.Id.Number)?.Characters ?? 0),
    };

    public ChannelQueue Without(MessageId id) => this with
    {
        Waiting = Waiting.Remove(id.Number),
        Characters = Characters - (Waiting.GetValueOrDefault(id.Number)?.Characters ?? 0),
        Busy = Busy == id ? null : Busy,
    };
}

/// <summary>A message on its way.</summary>
/// <param name="DueAt">When it may be tried, monotonic.</param>
/// <param name="Since">When it began to wait, monotonic.</param>
/// <param name="Settled">It is on disk, or it is known that it cannot be: it may be sent.</param>
public sealed record QueuedMessage(OutgoingMessage Message, int Tries, TimeSpan DueAt, TimeSpan Since, bool Settled)
{
    /// <summary>Another channel has it already, or none is to have it.</summary>
    public bool FellBack { get; init; }

    public int Characters => Message.Subject.Length + Message.Text.Length + (Message.Html?.Length ?? 0);
}

/// <summary>Something that is not over.</summary>
/// <param name="Told">The channels that know of it.</param>
/// <param name="Since">Wall clock.</param>
/// <param name="Last">When people were told last; wall clock.</param>
public sealed record OpenTopic(Severity Severity, ImmutableArray<string> Told, DateTimeOffset Since, DateTimeOffset Last)
{
    /// <summary>What describes it best; null where only an earlier life knew.</summary>
    public Notice? Notice { get; init; }

    /// <summary>The latest content by family.</summary>
    public ImmutableDictionary<string, string> Said { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>In this life of the daemon somebody has said that it is not over.</summary>
    public bool Seen { get; init; }

    /// <summary>It is told, and nothing comes after it.</summary>
    public bool Passing { get; init; }

    public ToldTopic AsTold(Topic topic) => new(topic, Severity, Told, Since, Last);
}
