using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Linux;

/// <summary>A file and every directory above it, links followed: all that decides what is found under its name.</summary>
public static class WayTo
{
    private const int MostLinks = 40;

    /// <summary>What <see cref="ScriptTrust"/> has against the way to <paramref name="file"/>, the file first.</summary>
    /// <param name="file">Absolute. What is not there, or may not be looked at, is passed over: running it says so.</param>
    public static ImmutableArray<string> Objections(string file) =>
        [.. Steps(file).Distinct(StringComparer.Ordinal).Select(Objection).OfType<string>()];

    private static IEnumerable<string> Steps(string file)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            for (var step = file; step is not null; step = Path.GetDirectoryName(step))
                yield return step;
            if (new FileInfo(file).LinkTarget is not { } target)
                yield break;
            file = Path.GetFullPath(target, Path.GetDirectoryName(file) ?? "/");
        }
    }

    private static string? Objection(string step)
    {
        // Only a place in the tree, which needs no right to read what lies there.
        var opened = Syscalls.Open(step, Syscalls.PathOnly | Syscalls.CloseOnExec, 0);
        if (opened < 0) return null;
        using var handle = new SafeFileHandle(opened, ownsHandle: true);
        return ScriptTrust.Objection(step, FileStatus.Of(handle));
    }
}
