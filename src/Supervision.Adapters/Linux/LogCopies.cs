namespace Supervision.Adapters.Linux;

/// <summary>The copies that a rotation left beside a log.</summary>
internal static class LogCopies
{
    // The latest rotation is what counts, and its copy is among the latest files.
    private const int LookedAt = 8;

    /// <summary>What of <paramref name="written"/> was lost when the log was emptied; nothing where no copy of it lies there.</summary>
    public static byte[] LostOf(WrittenLately written, string log)
    {
        return BesideOf(log).OrderByDescending(copy => copy.LastWriteTimeUtc).Take(LookedAt)
            .Select(copy => MissingIn(copy.FullName, written)).FirstOrDefault(lost => lost is not null) ?? [];
    }

    // On the log writer's thread, which lives as long as the daemon: a directory that cannot be read has no copies to show.
    private static FileInfo[] BesideOf(string log)
    {
        try
        {
            return new DirectoryInfo(Path.GetDirectoryName(log)!).GetFiles(Path.GetFileName(log) + "?*");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
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
