using System.Text;
using Supervision.Core.Messages;

namespace Supervision.Adapters.Linux;

/// <summary>
/// <c>service_monitor.log</c>, looked for before every batch of lines, so that whatever is done to the file in between (renamed, cut,
/// deleted, given to somebody else) costs no line and leaves no gap.
/// </summary>
/// <remarks>A batch that cannot be written is kept and tried again with the next line. One thread of its own writes, so that a
/// hanging disk hangs nothing else.</remarks>
public sealed class ServiceLogFile : IServiceLog, IAsyncDisposable
{
    private const int LongestLine = 8 * 1024;

    private readonly AppendOnlyFile _file;
    private readonly LineQueue _queue;
    private readonly Func<long, string> _missing;
    private readonly Action<string> _trouble;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _inTrouble;
    private bool _lineIsTorn;

    /// <param name="missing">The line, with its date, that stands for this many lines that were lost.</param>
    /// <param name="trouble">Told why the log cannot be written, once until it can be written again. Called on the writer's thread;
    /// must not throw.</param>
    /// <param name="setAside">Told where a log was moved that could not be opened because it is somebody else's by now. Likewise.</param>
    /// <param name="capacity">How many lines may wait; beyond it the oldest are lost.</param>
    public ServiceLogFile(
        string path, Func<long, string> missing, Action<string> trouble, Action<string>? setAside = null, int capacity = 10_000)
    {
        _file = new AppendOnlyFile(path, setAside ?? (_ => { }));
        _queue = new LineQueue(capacity);
        _missing = missing;
        _trouble = trouble;
        new Thread(WriteUntilClosed) { IsBackground = true, Name = "service log" }.Start();
    }

    public void Append(string line) =>
        _queue.Add(PlainText.Escaped(line.Length <= LongestLine ? line : line[..LongestLine] + "…"));

    /// <summary>Completes when every line given so far was written, or once more failed to be.</summary>
    public Task FlushAsync() => _queue.Flush();

    /// <summary>Writes what waits and ends; lines that come later are ignored.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task.ConfigureAwait(false);
    }

    private void WriteUntilClosed()
    {
        while (_queue.Take() is { } batch)
        {
            if (batch.Lines.Count > 0) Write(batch);
            foreach (var flush in batch.Flushes) flush.SetResult();
        }

        _file.Dispose();
        _ended.SetResult();
    }

    private void Write(LineQueue.Batch batch)
    {
        var head = (_lineIsTorn ? "\n" : "") + (batch.Lost > 0 ? PlainText.Escaped(_missing(batch.Lost)) + "\n" : "");
        var parts = batch.Lines.Select(line => line + "\n").Prepend(head).Select(Encoding.UTF8.GetBytes).ToArray();
        var (written, error) = _file.Append(parts.SelectMany(bytes => bytes).ToArray());
        if (error is null)
        {
            _inTrouble = false;
            _lineIsTorn = false;
        }
        else
        {
            Keep(batch, parts, written);
            if (!_inTrouble) _trouble(error);
            _inTrouble = true;
        }
    }

    // What a full disk cut in the middle is written again as a whole, on a line of its own.
    private void Keep(LineQueue.Batch batch, byte[][] parts, int written)
    {
        var whole = 0;
        while (whole < parts.Length && written >= parts[whole].Length) written -= parts[whole++].Length;
        if (whole > 0 || written > 0) _lineIsTorn = written > 0;
        _queue.GiveBack(batch.Lines.Skip(whole - 1), whole == 0 ? batch.Lost : 0);
    }
}
