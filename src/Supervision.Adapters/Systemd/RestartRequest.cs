using Supervision.Core.Recovery;

namespace Supervision.Adapters.Systemd;

/// <summary>
/// A file whose existence asks PID 1 for the run, by a path unit with <c>PathExists=</c>: for hosts whose polkit cannot allow the
/// start of a single unit. The unit takes it away before it runs anything, so that one request is one run.
/// </summary>
/// <param name="path">Absolute; in a directory that nobody else can write to.</param>
internal sealed class RestartRequest(string path)
{
    /// <summary>A path unit looks within moments; one that is not there never does.</summary>
    internal static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(10);

    internal string Path => path;

    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal void Make(RunId run) => File.WriteAllText(path, $"{run}\n");

    /// <summary>Whoever starts the unit from now on does so for another reason.</summary>
    /// <returns>False where it cannot be taken back, and may be followed yet.</returns>
    internal bool Withdraw()
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
