using System.Buffers.Binary;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Probes.Celery;

/// <summary>
/// The file in which beat keeps when it last ran what, a shelve of Python's. It is written every three minutes with gdbm and with Python's
/// own dbm.dumb. With Berkeley DB, which Debian's Python takes where python3-gdbm is not installed, it is written at beat's end alone: its
/// age says nothing then.
/// </summary>
internal static class ScheduleFile
{
    // At this place of its first page, in the byte order of whoever made it.
    private const int PlaceOfTheMagic = 12;
    private const uint BerkeleyHash = 0x061561;

    /// <summary>When it was written last, or null and why that is not known.</summary>
    /// <param name="path">As beat was given it; each database makes a name of its own of it. Empty for none.</param>
    public static (DateTimeOffset? Synced, string Why) Read(string path)
    {
        if (path.Length == 0) return (null, "");
        try
        {
            if (new[] { path, path + ".dat", path + ".db" }.FirstOrDefault(File.Exists) is not { } file)
                return (null, $"{path} is not there, or may not be seen");
            return IsBerkeley(file)
                ? (null, $"{file} is a database that beat writes at its end alone: install python3-gdbm and have it made anew, or use key")
                : (File.GetLastWriteTimeUtc(file), "");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be looked at: {unreadable.Message}");
        }
    }

    private static bool IsBerkeley(string file)
    {
        using var stream = UnblockedFile.OpenForReading(file);
        Span<byte> page = stackalloc byte[PlaceOfTheMagic + sizeof(uint)];
        if (stream.ReadAtLeast(page, page.Length, throwOnEndOfStream: false) < page.Length) return false;
        var magic = page[PlaceOfTheMagic..];
        return BinaryPrimitives.ReadUInt32LittleEndian(magic) == BerkeleyHash
            || BinaryPrimitives.ReadUInt32BigEndian(magic) == BerkeleyHash;
    }
}
