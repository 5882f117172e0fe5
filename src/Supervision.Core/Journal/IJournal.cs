namespace Supervision.Core.Journal;

/// <summary>The durable record of intents, outcomes, incidents and decisions.</summary>
/// <remarks>Entries become durable in the order in which they were given. No call blocks the caller.</remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>What earlier lives left behind.</summary>
    Task<History> LoadAsync(CancellationToken cancellation);

    /// <summary>Adds <paramref name="entry"/>; completes when it is on disk, or when it is certain that it is not.</summary>
    Task<StoreReply> StoreAsync(JournalEntry entry);
}

/// <summary>Whether an entry will survive the loss of power.</summary>
public abstract record StoreReply
{
    private StoreReply()
    {
    }

    public sealed record Stored : StoreReply;

    /// <param name="Why">The disk's own words: full, read-only, damaged …</param>
    public sealed record NotStored(string Why) : StoreReply;
}
