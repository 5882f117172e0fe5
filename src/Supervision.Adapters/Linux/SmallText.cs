using System.Text;

namespace Supervision.Adapters.Linux;

/// <summary>Texts of the host that people write: unit files, scripts.</summary>
internal static class SmallText
{
    private const int Longest = 1024 * 1024;
    private const int LeastRoom = 4096;

    /// <returns>Null for what is not there, cannot be read, is no regular file, is longer than 1 MiB, or is a program rather than a
    /// text.</returns>
    public static string? Read(string path)
    {
        try
        {
            using var file = UnblockedFile.OpenForReading(path);
            if (!file.CanSeek || file.Length > Longest) return null;
            // Files of /proc have no length.
            var bytes = new byte[Math.Max(file.Length, LeastRoom)];
            var text = Encoding.UTF8.GetString(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
