using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Supervision.Adapters.Probes.Celery;

/// <summary>Reads answers of Redis from a stream. Of each only so much is kept as somebody wants to read, whatever its size.</summary>
internal sealed class RespReader(Stream stream)
{
    private const int LongestLine = 1024;
    private const int MostItems = 1000;
    private const int Deepest = 4;

    /// <summary>So much of a value is kept.</summary>
    internal const int Kept = 64 * 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _at;
    private int _end;

    /// <exception cref="BrokerException">It is no answer of Redis.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    internal Task<RespReply> ReadAsync(CancellationToken cancellation) => ReadAsync(Deepest, cancellation);

    private async Task<RespReply> ReadAsync(int depth, CancellationToken cancellation)
    {
        var line = await ReadLineAsync(cancellation).ConfigureAwait(false);
        if (line.Length == 0) throw Strange();
        var rest = line[1..];
        return line[0] switch
        {
            '+' or ':' => new RespReply.Word(rest),
            '-' => new RespReply.Error(rest),
            '$' => await ReadBulkAsync(Number(rest), cancellation).ConfigureAwait(false),
            '*' when depth > 0 => await ReadManyAsync(Number(rest), depth - 1, cancellation).ConfigureAwait(false),
            _ => throw Strange(),
        };
    }

    private async Task<RespReply> ReadManyAsync(long count, int depth, CancellationToken cancellation)
    {
        if (count < 0) return new RespReply.Nothing();
        if (count > MostItems) throw Strange();
        var items = ImmutableArray.CreateBuilder<RespReply>();
        for (var at = 0; at < count; at++) items.Add(await ReadAsync(depth, cancellation).ConfigureAwait(false));
        return new RespReply.Many(items.ToImmutable());
    }

    private async Task<RespReply> ReadBulkAsync(long length, CancellationToken cancellation)
    {
        if (length < 0) return new RespReply.Nothing();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var kept = new byte[Math.Min(length, Kept)];
        for (long read = 0; read < length;)
        {
            if (_at == _end) await FillAsync(cancellation).ConfigureAwait(false);
            var part = (int)Math.Min(_end - _at, length - read);
            digest.AppendData(_buffer, _at, part);
            var wanted = (int)Math.Clamp(kept.Length - read, 0, part);
            _buffer.AsSpan(_at, wanted).CopyTo(kept.AsSpan((int)Math.Min(read, kept.Length)));
            (_at, read) = (_at + part, read + part);
        }

        if ((await ReadLineAsync(cancellation).ConfigureAwait(false)).Length > 0) throw Strange();
        return new RespReply.Bulk(Encoding.UTF8.GetString(kept), Convert.ToHexStringLower(digest.GetCurrentHash()), length <= Kept);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (line.Length <= LongestLine)
        {
            if (_at == _end) await FillAsync(cancellation).ConfigureAwait(false);
            var letter = (char)_buffer[_at++];
            if (letter == '\n') return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : throw Strange();
            line.Append(letter);
        }

        throw Strange();
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        var read = await stream.ReadAsync(_buffer, cancellation).ConfigureAwait(false);
        if (read == 0) throw new IOException("it closed the connection");
        (_at, _end) = (0, read);
    }

    private static long Number(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return Utf8Parser.TryParse(bytes, out long number, out var used) && used == bytes.Length ? number : throw Strange();
    }

    private static BrokerException Strange() => new("what answers there is no Redis");
}
