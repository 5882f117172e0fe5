using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Reads a probe of the kind process. Whatever is empty is not looked at.</summary>
internal static class ProcessTargetReader
{
    private const int Most = 1_000_000;
    private const double MostCores = 1024;

    private static readonly ByteCount LeastMemory = new(1);
    private static readonly ByteCount MostMemory = new(1L << 50);

    public static ProcessTarget Read(Section probe) => new(
        Bounds(probe, "memory", ReadMemory),
        Bounds(probe, "cpu", ReadCpu),
        Bounds(probe, "tasks", ReadNumber),
        Bounds(probe, "restarts", ReadNumber),
        probe.Duration("restarts-within", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)));

    private static Bounds<T> Bounds<T>(Section probe, string what, Func<Section, string, T?> read) where T : struct, IEquatable<T>
    {
        var (warning, limit) = ($"{what}-warning", $"{what}-limit");
        return new Bounds<T>(
            probe.IsEmpty(warning) ? null : read(probe, warning),
            probe.IsEmpty(limit) ? null : read(probe, limit));
    }

    private static MemoryBound? ReadMemory(Section probe, string key) => probe.Text(key).EndsWith('%')
        ? new MemoryBound(null, probe.Percent(key))
        : new MemoryBound(probe.Size(key, LeastMemory, MostMemory), default);

    private static double? ReadCpu(Section probe, string key)
    {
        var text = probe.Text(key);
        if (text.EndsWith('%') && Amount.TryParse(text.AsSpan(0, text.Length - 1), out var share) && share <= (decimal)(100 * MostCores))
            return (double)share;
        probe.Reject(key, $"must be a percentage of one core, but is {Excerpt.Of(text)}", "write for example 90%, or 150%");
        return null;
    }

    private static int? ReadNumber(Section probe, string key) => probe.Number(key, 1, Most);
}
