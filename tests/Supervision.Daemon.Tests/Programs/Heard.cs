namespace Supervision.Daemon.Tests.Programs;

/// <summary>Lines in the order in which they came, for who waits for one of them.</summary>
internal sealed class Heard
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _more = New();

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
            _more.SetResult();
            _more = New();
        }
    }

    /// <summary>Hears a stream of text to its end.</summary>
    public async Task ListenAsync(TextReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            Add(line);
    }

    /// <summary>The first such line, of those that came already or of those to come.</summary>
    /// <exception cref="TimeoutException">It never came; the message has what did.</exception>
    public async Task<string> FirstAsync(Func<string, bool> isIt) => (await TakeAsync(1, isIt))[0];

    /// <summary>The first lines of that kind, as soon as there are so many.</summary>
    /// <exception cref="TimeoutException">They never came; the message has what did.</exception>
    public async Task<string[]> TakeAsync(int count, Func<string, bool> isIt)
    {
        using var failsafe = new CancellationTokenSource(Failsafe.Time);
        while (true)
        {
            Task more;
            lock (_gate)
            {
                var found = _lines.Where(isIt).Take(count).ToArray();
                if (found.Length == count)
                    return found;
                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(failsafe.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"did not come; there was only:{Environment.NewLine}{string.Join(Environment.NewLine, All)}");
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
