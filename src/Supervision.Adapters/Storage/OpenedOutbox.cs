using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Storage;

/// <summary>The outbox, and what was wrong with it when it was opened.</summary>
/// <param name="Trouble">To be told once; null where all is well.</param>
public sealed record OpenedOutbox(IOutbox Outbox, string? Trouble)
{
    /// <summary>Opens the outbox at <paramref name="path"/>; where that cannot be, one that stores nothing.</summary>
    public static OpenedOutbox At(string path, TimeProvider clock)
    {
        try
        {
            var (connection, trouble) = new OutboxFile(path, clock).Open();
            return new OpenedOutbox(new SqliteOutbox(connection, clock), trouble);
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            var why = $"{path} cannot be opened: {cause.Message.TrimEnd('.')}. " +
                "It needs a directory that this user owns, on a disk with room; " +
                "until the next start messages are lost when the daemon ends.";
            return new OpenedOutbox(new AbsentOutbox(why), why);
        }
    }

    private sealed class AbsentOutbox(string why) : IOutbox
    {
        public Task<OutboxHistory> LoadAsync(CancellationToken cancellation) => Task.FromResult(OutboxHistory.Empty);

        public Task<StoreReply> StoreAsync(OutboxEntry entry) => Task.FromResult<StoreReply>(new StoreReply.NotStored(why));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
