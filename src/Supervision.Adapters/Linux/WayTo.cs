using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Linux;

/// <summary>A file and every directory above it, links followed: all that decides what is found under its name.</summary>
public static class WayTo
{
    /// <summary>What <see cref="ScriptTrust"/> has against the way to <paramref name="file"/>, the file first.</summary>
    /// <param name="file">Absolute. What is not there, or may not be looked at, is passed over: running it says so.</param>
    public static ImmutableArray<string> Objections(string file)
    {
        var steps = new List<string>();
        Follow(file, steps);
        return [.. steps.Select(Objection).OfType<string>()];
    }

    // Who owns a link decides nothing: it is the directory that it lies in that can be given another one. A link in a circle ends here too.
    private static void Follow(string path, List<string> steps)
    {
        for (var step = path; step is not null && !steps.Contains(step); step = Path.GetDirectoryName(step))
        {
            steps.Add(step);
            if (new FileInfo(step).LinkTarget is { } target)
                Follow(Path.GetFullPath(target, Path.GetDirectoryName(step) ?? "/"), steps);
        }
    }

    private static string? Objection(string step)
    {
        // Only a place in the tree, which needs no right to read what lies there.
        var opened = Syscalls.Open(step, Syscalls.PathOnly | Syscalls.NoFollow | Syscalls.CloseOnExec, 0);
        if (opened < 0 || new FileInfo(step).LinkTarget is not null) return null;
        using var handle = new SafeFileHandle(opened, ownsHandle: true);
        return ScriptTrust.Objection(step, FileStatus.Of(handle));
    }
}
