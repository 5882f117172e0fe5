using Supervision.Core.Journal;

namespace Supervision.Simulation.Journals;

/// <summary>A journal in memory that answers on the stepping thread, and whose disk can be full.</summary>
public sealed class VirtualJournal : IJournal
{
    /// <summary>What is on disk, in the order in which it came there.</summary>
    public List<JournalEntry> Entries { get; } = [];

    /// <summary>Why nothing can be written; null while everything can.</summary>
    public string? Failing { get; set; }

    public Task<History> LoadAsync(CancellationToken cancellation) => Task.FromResult(Recollection.Of(Entries));

    public Task<StoreReply> StoreAsync(JournalEntry entry)
    {
        if (Failing is { } why)
            return Task.FromResult<StoreReply>(new StoreReply.NotStored(why));
        Entries.Add(entry);
        return Task.FromResult<StoreReply>(new StoreReply.Stored());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
