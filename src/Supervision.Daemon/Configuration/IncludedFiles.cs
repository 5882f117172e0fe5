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
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

            // A pipe or a device would keep us waiting, or never end.
            if (!stream.CanSeek)
                return new Inclusion.Refused(file, "it is no regular file");
            if (stream.Length > HoconLimits.FileCharacters)
                return new Inclusion.Refused(file, $"it is larger than {HoconLimits.FileCharacters} bytes");
            using var reader = new StreamReader(stream);
            return new Inclusion.Opened(file, reader.ReadToEnd());
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Inclusion.Absent(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Inclusion.Refused(file, failure.Message);
        }
    }
}
