using Supervision.Core.Configuration;

namespace Supervision.Core.Recovery;

/// <summary>
/// Whether others than root decide what is run as root.
/// <para>Intuition: whoever can write the script is root from its next run on, and so is whoever can write a directory above it, by
/// putting another script in its place.</para>
/// </summary>
public static class ScriptTrust
{
    private const uint Root = 0;

    /// <summary>What is wrong with one step of the way to the script, with the command that mends it; null where only root may write
    /// it.</summary>
    /// <param name="path">The script, or a directory above it.</param>
    public static string? Objection(string path, FileOwnership owned) =>
        Weakness(path, owned) is var (what, remedy) ? $"{path} {what}; mend it with: {remedy}" : null;

    /// <summary>The same as a sentence without its subject, and the command apart.</summary>
    public static (string What, string Remedy)? Weakness(string path, FileOwnership owned)
    {
        // Not told by number: in the daemon's sandbox every other user has the same one.
        if (owned.User != Root)
            return ("belongs to somebody other than root, who can thereby do what root can", $"chown root {path}");
        if (owned.OthersWrite || (owned.GroupWrites && owned.Group != Root))
            return ("can be written by others than root, who can thereby do what root can", $"chmod go-w {path}");
        return null;
    }
}
