using System.Text;
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

    /// <summary>The user of the package's unit; a drop-in may name another, whose files are read as its own.</summary>
    private const string DaemonUser = "healthcheck";

    private static FileReader Reader => Accounts.Reader(DaemonUser);

    /// <summary>Why what lies in a directory must not be read; null where it may.</summary>
    public static Inclusion.Refused? ObjectionTo(string directory)
    {
        try
        {
            using var opened = UnblockedFile.OpenDirectory(directory);
            return FileTrust.Objection(directory, FileStatus.Of(opened), Reader) is var (why, remedy) ? new(directory, why, remedy) : null;
        }
        catch (IOException failure)
        {
            return new(directory, failure.Message);
        }
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
            if (FileTrust.Objection(file, FileStatus.Of(stream.SafeFileHandle), Reader) is var (why, remedy))
                return new Inclusion.Refused(file, why, remedy);

            // A text in UTF-16, which .NET would know by its mark, is one that no other tool of this host can read.
            return new Inclusion.Opened(file, Encoding.UTF8.GetString(bytes, 0, read));
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
