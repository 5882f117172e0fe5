namespace Supervision.Adapters.Linux;

/// <summary>The lines that wait for the log's writer: bounded, the oldest make way for the newest and are counted.</summary>
internal sealed class LineQueue(int capacity)
{
    private readonly object _gate = new();
    private readonly LinkedList<string> _lines = new();
    private List<TaskCompletionSource> _flushes = [];
    private long _lost;
    private bool _news;
    private bool _closed;

    /// <param name="Lines">In the order in which they were added.</param>
    /// <param name="Lost">How many lines before these had to make way since the last batch that was not given back.</param>
    /// <param name="Flushes">To be completed after the batch was tried.</param>
    public sealed record Batch(IReadOnlyList<string> Lines, long Lost, IReadOnlyList<TaskCompletionSource> Flushes);

    public void Add(string line)
    {
        lock (_gate)
        {
            if (_closed) return;
            _lines.AddLast(line);
            DropOldest();
            Wake();
        }
    }

    public Task Flush()
    {
        var flush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_closed) return Task.CompletedTask;
            _flushes.Add(flush);
            Wake();
        }

        return flush.Task;
    }

    /// <summary>Takes no more lines; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Wake();
        }
    }

    /// <summary>All lines that wait, as soon as there is news; null after the last.</summary>
    public Batch? Take()
    {
        lock (_gate)
        {
            while (!_news) Monitor.Wait(_gate);
            if (_closed && _lines.Count == 0 && _flushes.Count == 0) return null;

            // Once closed, the next call is the one that ends.
            _news = _closed;
            var batch = new Batch([.. _lines], _lost, _flushes);
            _lines.Clear();
            _lost = 0;
            _flushes = [];
            return batch;
        }
    }

    /// <summary>Puts back, in front, what could not be written. That alone is no news: only another line or a flush is a reason to
    /// try again.</summary>
    public void GiveBack(IEnumerable<string> lines, long lost)
    {
        lock (_gate)
        {
            _lost += lost;
            if (_closed) return;
            foreach (var line in lines.Reverse()) _lines.AddFirst(line);
            DropOldest();
        }
    }

    private void DropOldest()
    {
        for (; _lines.Count > capacity; _lost++) _lines.RemoveFirst();
    }

    private void Wake()
    {
        _news = true;
        Monitor.Pulse(_gate);
    }
}
