using Supervision.Core.Journal;

namespace Supervision.Adapters.Storage;

/// <summary>
/// The journal while its file cannot be used: a full disk, a read-only file system. It takes nothing, so that nothing is started, and it
/// looks now and then whether that is over.
/// </summary>
public sealed class AbsentJournal : IJournal
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private readonly StoreReply _reply;
    private readonly ITimer _looking;
    private readonly TaskCompletionSource _usable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal AbsentJournal(string path, string why, TimeProvider clock)
    {
        _reply = new StoreReply.NotStored(why);
        _looking = clock.CreateTimer(_ => Look(path, clock), null, BetweenLooks, BetweenLooks);
    }

    /// <summary>Completes when the file can be used again. What earlier lives left in it is read only by a new start.</summary>
    public Task Usable => _usable.Task;

    public Task<History> LoadAsync(CancellationToken cancellation) => Task.FromResult(History.Empty);

    public Task<StoreReply> StoreAsync(JournalEntry entry) => Task.FromResult(_reply);

    public ValueTask DisposeAsync() => _looking.DisposeAsync();

    private void Look(string path, TimeProvider clock)
    {
        if (_usable.Task.IsCompleted) return;
        try
        {
            new JournalFile(path, clock).Open().Connection.Dispose();
            _usable.TrySetResult();
        }
        catch (JournalUnusableException)
        {
            // Still so; it was told at the start, and every run that is refused for it tells it again.
        }
    }
}
