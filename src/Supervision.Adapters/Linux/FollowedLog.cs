using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Supervision.Adapters.Linux;

/// <summary>
/// Reads the end of a log, and goes on with what is written, as <c>tail -F</c> does: into the new file where the old one was moved away,
/// from the beginning where it was cut.
/// </summary>
/// <remarks>It looks at the file four times a second: a log on a network, or behind a bind mount, tells nobody of its changes.</remarks>
public sealed class FollowedLog(string path) : IDisposable
{
    private const int Block = 64 * 1024;

    // Nobody of ours writes longer lines; a file of NUL bytes is no line.
    private const int LongestLine = 64 * 1024;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly byte[] _block = new byte[Block];
    private readonly List<byte> _unfinished = [];
    private FileStream? _file;

    public void Dispose() => _file?.Dispose();

    /// <summary>The newest lines that are wanted, oldest first; what is written from here on is left to
    /// <see cref="ComingAsync"/>.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is closed to this user.</exception>
    public IReadOnlyList<string> Newest(int most, Func<string, bool> wanted)
    {
        _file = Open();
        var newest = new Queue<string>();
        _file.Position = Math.Max(0, BeginningOf(most, wanted));
        foreach (var line in Read())
        {
            if (!wanted(line)) continue;
            if (newest.Count == most) newest.Dequeue();
            newest.Enqueue(line);
        }

        return [.. newest];
    }

    /// <summary>Lines as they are written, without end.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<string> ComingAsync(TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var line in Read()) yield return line;
            if (Reopened())
                continue;
            await Task.Delay(BetweenLooks, clock, cancellation).ConfigureAwait(false);
        }
    }

    // Where to begin so that enough wanted lines follow, or the beginning. Blocks are looked through from the end, each once.
    private long BeginningOf(int most, Func<string, bool> wanted)
    {
        var found = 0;
        var at = _file!.Length;
        var rest = Array.Empty<byte>();
        while (at > 0 && found <= most)
        {
            var length = (int)Math.Min(Block, at);
            at -= length;
            var bytes = new byte[length + rest.Length];
            _file.Position = at;
            length = _file.ReadAtLeast(bytes.AsSpan(0, length), length, throwOnEndOfStream: false);
            rest.CopyTo(bytes, length);

            // Of the first line the beginning may lie before.
            var whole = at == 0 ? 0 : Array.IndexOf(bytes, (byte)'\n') + 1;
            foreach (var line in Encoding.UTF8.GetString(bytes, whole, length + rest.Length - whole).Split('\n'))
                if (line.Length > 0 && wanted(line)) found++;
            rest = whole > 0 && whole < LongestLine ? bytes[..whole] : [];
        }

        return at;
    }

    private IEnumerable<string> Read()
    {
        if (_file is null) yield break;

        // Cut: what is there now is new.
        if (_file.Length < _file.Position)
        {
            _file.Position = 0;
            _unfinished.Clear();
        }

        for (var read = _file.Read(_block); read > 0; read = _file.Read(_block))
        {
            for (var at = 0; at < read; at++)
            {
                if (_block[at] != (byte)'\n')
                {
                    if (_unfinished.Count < LongestLine) _unfinished.Add(_block[at]);
                    continue;
                }

                yield return Encoding.UTF8.GetString([.. _unfinished]);
                _unfinished.Clear();
            }
        }
    }

    // Another file has the name by now, and the old one was read to its end.
    private bool Reopened()
    {
        FileStream next;
        try
        {
            next = Open();
        }
        catch (Exception notYet) when (notYet is IOException or UnauthorizedAccessException)
        {
            // Moved away, and no other begun yet.
            return false;
        }

        if (_file is not null && PlaceOf(_file) == PlaceOf(next))
        {
            next.Dispose();
            return false;
        }

        _file?.Dispose();
        _file = next;
        _unfinished.Clear();
        return true;
    }

    // Where an open file lies by now: renamed it has another name, and of a deleted one the kernel says so behind it.
    private static string? PlaceOf(FileStream file) =>
        new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}")).LinkTarget;

    private FileStream Open() =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
}
