using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Supervision.Core.Configuration;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Linux;

/// <summary>A file and every directory above it, links followed: all that decides what is found under its name.</summary>
public static class WayTo
{
    /// <summary>What <see cref="ScriptTrust"/> has against the way to <paramref name="file"/>, the file first.</summary>
    /// <param name="file">Absolute. What is not there, or may not be looked at, is passed over: running it says so.</param>
    public static ImmutableArray<string> Objections(string file) =>
        [.. Steps(file).Select(step => ScriptTrust.Objection(step.Path, step.Owned)).OfType<string>()];

    /// <summary>The file, and every place that decides what is found under its name, with its owner and mode.</summary>
    /// <param name="file">As for <see cref="Objections"/>.</param>
    public static ImmutableArray<(string Path, FileOwnership Owned)> Steps(string file)
    {
        var steps = new List<string>();
        Follow(file, steps);
        return [.. from step in steps let owned = Owned(step) where owned is not null select (step, owned)];
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

    private static FileOwnership? Owned(string step)
    {
        // Only a place in the tree, which needs no right to read what lies there.
        var opened = Syscalls.Open(step, Syscalls.PathOnly | Syscalls.NoFollow | Syscalls.CloseOnExec, 0);
        if (opened < 0) return null;
        using var handle = new SafeFileHandle(opened, ownsHandle: true);
        return new FileInfo(step).LinkTarget is null ? FileStatus.Of(handle) : null;
    }
}
