namespace Supervision.Adapters.Linux;

/// <summary>
/// A look at something that may hang for ever, as a file system over a dead network does. It is waited for until a deadline; while one
/// hangs, which nothing can end, there is no second.
/// </summary>
/// <param name="look">Called on a thread of its own.</param>
internal sealed class BoundedLook<T>(Func<T> look)
    where T : class
{
    private readonly Lock _beginning = new();
    private Task<T?>? _underWay;

    public bool IsUnderWay => _underWay is { IsCompleted: false };

    /// <returns>What was seen; null where nothing was by the time that <paramref name="deadline"/> completes, or it cannot be looked
    /// at.</returns>
    public async Task<T?> SeenBy(Task deadline)
    {
        var underWay = Begun();
        return await Task.WhenAny(underWay, deadline).ConfigureAwait(false) == underWay ? await underWay.ConfigureAwait(false) : null;
    }

    private Task<T?> Begun()
    {
        lock (_beginning)
        {
            if (_underWay is { IsCompleted: false } hanging) return hanging;
            return _underWay = Task.Factory.StartNew(Look, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private T? Look()
    {
        try
        {
            return look();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // What cannot be looked at says nothing, and least of all that nothing may be started.
            return null;
        }
    }
}
