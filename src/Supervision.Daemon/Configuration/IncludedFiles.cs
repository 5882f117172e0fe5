using Supervision.Adapters.Linux;
using Supervision.Core.Configuration;

namespace Supervision.Daemon.Configuration;

/// <summary>Opens included files, relative to the file that includes them, and refuses what cannot be a configuration.</summary>
internal sealed class IncludedFiles : IIncludeSource
{
    public Inclusion Open(string path, string includedFrom)
    {
        var folder = Path.GetDirectoryName(includedFrom);
        return Read(Path.GetFullPath(path, string.IsNullOrEmpty(folder) ? Environment.CurrentDirectory : folder));
    }

    /// <param name="file">Absolute.</param>
    public static Inclusion Read(string file)
    {
        try
        {
            if (Directory.Exists(file))
                return new Inclusion.Refused(file, "it is a directory");
            using var stream = UnblockedFile.OpenForReading(file);
            if (!stream.CanSeek)
                return new Inclusion.Refused(file, "it is no regular file");
            if (stream.Length > HoconLimits.FileCharacters)
                return new Inclusion.Refused(file, $"it is larger than {HoconLimits.FileCharacters} bytes");

            // A device has no length, and more bytes than that, perhaps without end.
            var bytes = new byte[stream.Length + 1];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read == bytes.Length)
                return new Inclusion.Refused(file, "it is no regular file, or somebody is writing it");
            using var reader = new StreamReader(new MemoryStream(bytes, 0, read));
            return new Inclusion.Opened(file, reader.ReadToEnd());
        }
        catch (FileNotFoundException)
        {
            return new Inclusion.Absent(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Inclusion.Refused(file, failure.Message);
        }
    }
}
