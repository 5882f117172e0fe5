using System.Text;
using Supervision.Adapters.Linux;
using Supervision.Core.Hosting;

namespace Supervision.Adapters.Storage;

/// <summary>The mark of this life, in the directory of the state.</summary>
public sealed class LifeMarkFile
{
    private readonly string _path;

    private LifeMarkFile(string path) => _path = path;

    /// <summary>What an earlier life left; null where it ended in good order, or there was none.</summary>
    public string? Found { get; private init; }

    /// <summary>What went wrong with the file, and what follows from it; null for nothing.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Looks for the mark of an earlier life, and sets this one's in its place. Never fails: nobody is to go without
    /// supervision because of it.</summary>
    public static LifeMarkFile Begin(string directory, LifeMark mark)
    {
        var path = Path.Combine(directory, "running");
        var file = new LifeMarkFile(path) { Found = File.Exists(path) ? SmallText.Read(path) ?? "" : null };
        try
        {
            // It is to be there after a loss of power, too.
            using var written = new FileStream(path, FileMode.Create, FileAccess.Write);
            written.Write(Encoding.UTF8.GetBytes(mark.ToString()));
            written.Flush(flushToDisk: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            file.Trouble = $"{path} cannot be written, so a crash of this daemon may be told to nobody: {failure.Message}";
        }

        return file;
    }

    /// <summary>This life ends in good order.</summary>
    public void End()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Trouble = $"{_path} cannot be removed, so the next start will be told as one after a crash: {failure.Message}";
        }
    }
}
