using System.Text;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Processes;

/// <summary>What a script prints, in a file: it outlives us if we die, and nobody has to wait for the end of a pipe that a
/// forgotten grandchild holds open. The file is cut while it grows, so that a script gone wild does not fill the disk.</summary>
internal sealed class ScriptOutput(string path)
{
    public const int Kept = 64 * 1024;

    private const long CutAbove = 16 * 1024 * 1024;

    private byte[] _beforeTheCut = [];

    public string Path => path;

    /// <summary>Empties the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public void Begin()
    {
        File.WriteAllBytes(path, []);
        _beforeTheCut = [];
    }

    /// <summary>To be called now and then while the script runs. The script appends, so that no gap is left behind.</summary>
    public void Bound()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (file.Length <= CutAbove) return;
            _beforeTheCut = End(file);
            file.SetLength(0);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Somebody has removed it: then it does not grow where anybody can see it.
        }
    }

    /// <summary>The last 64 KiB, without colours and control characters; the file is left with just these.</summary>
    public string Finish()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            byte[] all = [.. _beforeTheCut, .. End(file)];
            var text = PlainText.Stripped(Encoding.UTF8.GetString(all.AsSpan(Math.Max(0, all.Length - Kept))));
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(text));
            return text;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"its output cannot be read: {unreadable.Message}";
        }
    }

    private static byte[] End(FileStream file)
    {
        file.Seek(Math.Max(0, file.Length - Kept), SeekOrigin.Begin);
        var end = new byte[Kept];
        var read = file.ReadAtLeast(end, Kept, throwOnEndOfStream: false);
        file.Seek(0, SeekOrigin.Begin);
        return end[..read];
    }
}
