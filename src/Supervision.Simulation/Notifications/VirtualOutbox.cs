using Supervision.Core.Journal;
using Supervision.Core.Notifications;

namespace Supervision.Simulation.Notifications;

/// <summary>An outbox in memory that answers on the stepping thread, and whose disk can be full.</summary>
public sealed class VirtualOutbox : IOutbox
{
    /// <summary>What is on disk, in the order in which it came there.</summary>
    public List<OutboxEntry> Entries { get; } = [];

    /// <summary>Why nothing can be written; null while everything can.</summary>
    public string? Failing { get; set; }

    /// <summary>What another life finds.</summary>
    public OutboxHistory History
    {
        get
        {
            var waiting = new SortedDictionary<long, WaitingMessage>();
            var told = new Dictionary<Topic, ToldTopic>();
            var last = 0L;
            foreach (var entry in Entries)
                last = Math.Max(last, Take(entry, waiting, told));
            return new OutboxHistory([.. waiting.Values], last) { Told = [.. told.Values] };
        }
    }

    public Task<OutboxHistory> LoadAsync(CancellationToken cancellation) => Task.FromResult(History);

    public Task<StoreReply> StoreAsync(OutboxEntry entry)
    {
        if (Failing is { } why)
            return Task.FromResult<StoreReply>(new StoreReply.NotStored(why));
        Entries.Add(entry);
        return Task.FromResult<StoreReply>(new StoreReply.Stored());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static long Take(OutboxEntry entry, SortedDictionary<long, WaitingMessage> waiting, Dictionary<Topic, ToldTopic> told)
    {
        switch (entry)
        {
            case OutboxEntry.Queued queued:
                foreach (var message in queued.Messages)
                    waiting[message.Id.Number] = new WaitingMessage(message, 0, message.At);
                foreach (var topic in queued.Told)
                    told[topic.Topic] = topic;
                foreach (var topic in queued.Over)
                    told.Remove(topic);
                return queued.Messages.Select(message => message.Id.Number).DefaultIfEmpty(0).Max();
            case OutboxEntry.Tried tried when waiting.TryGetValue(tried.Message.Number, out var known):
                waiting[tried.Message.Number] = known with { Tries = known.Tries + 1, NotBefore = tried.NotBefore };
                break;
            case OutboxEntry.Delivered delivered: waiting.Remove(delivered.Message.Number); break;
            case OutboxEntry.GivenUp given: waiting.Remove(given.Message.Number); break;
        }

        return 0;
    }
}
