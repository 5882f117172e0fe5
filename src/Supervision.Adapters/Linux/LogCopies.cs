namespace Supervision.Adapters.Linux;

/// <summary>The copies that a rotation left beside a log.</summary>
internal static class LogCopies
{
    // The latest rotation is what counts, and its copy is among the latest files.
    private const int LookedAt = 8;

    /// <summary>What of <paramref name="written"/> was lost when the log was emptied; nothing where no copy of it lies there.</summary>
    public static byte[] LostOf(WrittenLately written, string log)
    {
        var copies = new DirectoryInfo(Path.GetDirectoryName(log)!).GetFiles(Path.GetFileName(log) + "?*");
        return copies.OrderByDescending(copy => copy.LastWriteTimeUtc).Take(LookedAt)
            .Select(copy => MissingIn(copy.FullName, written)).FirstOrDefault(lost => lost is not null) ?? [];
    }

    private static byte[]? MissingIn(string copy, WrittenLately written)
    {
        try
        {
            using var file = UnblockedFile.OpenForReading(copy);
            return file.CanSeek ? written.MissingIn(file) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Gone, or somebody else's: no copy that a rotation made for us.
            return null;
        }
    }
}
