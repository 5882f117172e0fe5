namespace Supervision.Adapters.Tests.Storage;

/// <summary>A file system of 512 KiB, mounted over a directory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _place;

    private SmallDisk(string place) => _place = place;

    public static SmallDisk Mount(string place)
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can mount a file system that is small enough to fill");
        var (exit, output) = Tool.Run("mount", "-t", "tmpfs", "-o", "size=512k", "none", place);
        Skip.If(exit != 0, $"this machine does not let root mount a tmpfs: {output}");
        return new SmallDisk(place);
    }

    public static void Fill(string ballast)
    {
        using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full, as intended.
        }
    }

    public void Dispose() => Tool.Run("umount", "-l", _place);
}
