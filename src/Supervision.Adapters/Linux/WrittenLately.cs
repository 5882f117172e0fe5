namespace Supervision.Adapters.Linux;

/// <summary>
/// The end of what we wrote to a log, and where in the file it stood. <c>copytruncate</c> copies a log and then empties it, and what was
/// written between the two is in neither; held against the copy, this says what that was.
/// </summary>
internal sealed class WrittenLately
{
    private const int Kept = 64 * 1024;

    private byte[] _bytes = [];

    /// <summary>The length of the file after our latest write.</summary>
    public long End { get; private set; }

    private long Start => End - _bytes.Length;

    /// <param name="end">The length of the file with <paramref name="bytes"/> at its end.</param>
    public void Add(ReadOnlySpan<byte> bytes, long end)
    {
        // Somebody else's lines in between: what came before cannot be held against a copy in one piece.
        byte[] all = end - bytes.Length == End ? [.. _bytes, .. bytes] : bytes.ToArray();
        _bytes = all[^Math.Min(Kept, all.Length)..];
        End = end;
    }

    /// <summary>Begins anew with a file of this length.</summary>
    public void Forget(long end)
    {
        _bytes = [];
        End = end;
    }

    /// <returns>The lines that <paramref name="copy"/> does not have to their end; null where it is no copy of our file.</returns>
    public byte[]? MissingIn(Stream copy)
    {
        var common = (int)Math.Min(copy.Length - Start, _bytes.Length);
        if (common <= 0) return null;
        var end = new byte[common];
        copy.Seek(Start, SeekOrigin.Begin);
        var read = copy.ReadAtLeast(end, common, throwOnEndOfStream: false);
        if (read < common || !end.AsSpan().SequenceEqual(_bytes.AsSpan(0, common))) return null;
        return _bytes[(_bytes.AsSpan(0, common).LastIndexOf((byte)'\n') + 1)..];
    }
}
