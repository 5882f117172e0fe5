using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Is a file there, young enough, and of the right size?</summary>
/// <param name="MaxAge">Null where it may be of any age.</param>
public sealed record FileTarget(string Path, TimeSpan? MaxAge, ByteCount? MinSize, ByteCount? MaxSize) : IProbeTarget
{
    public string Kind => "file";

    public string Question => ProbeValues.Words(
        ("path", Path),
        ("max-age", MaxAge is { } age ? DurationText.Write(age) : ""),
        ("min-size", MinSize is { } least ? ByteText.Write(least.Bytes) : ""),
        ("max-size", MaxSize is { } most ? ByteText.Write(most.Bytes) : ""));
}

/// <summary>Reads a probe of the kind file.</summary>
internal static class FileTargetReader
{
    private static readonly ByteCount Largest = new(1L << 60);

    public static FileTarget Read(Section probe)
    {
        var target = new FileTarget(
            ProbeValues.Path(probe, "path"),
            probe.IsEmpty("max-age") ? null : probe.Duration("max-age", TimeSpan.FromSeconds(1), TimeSpan.FromDays(366)),
            probe.IsEmpty("min-size") ? null : probe.Size("min-size", new(0), Largest),
            probe.IsEmpty("max-size") ? null : probe.Size("max-size", new(0), Largest));
        if (target.MinSize?.Bytes > target.MaxSize?.Bytes)
            probe.Reject("min-size", "is larger than max-size, so that no size would be right", "write a smaller one");
        return target;
    }
}
