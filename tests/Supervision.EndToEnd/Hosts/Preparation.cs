using System.Collections.Immutable;

namespace Supervision.EndToEnd.Hosts;

/// <summary>How a host differs from the bare system before its first boot. Later files replace earlier ones.</summary>
public sealed record Preparation
{
    /// <summary>A booted systemd with a bus and nothing else.</summary>
    public static Preparation Bare { get; } = new();

    /// <summary>Directories laid over the root of the host, in this order.</summary>
    public ImmutableArray<string> Trees { get; init; } = [];

    /// <summary>Units to be enabled; nothing else is, whatever is enabled on this machine.</summary>
    public ImmutableArray<string> Units { get; init; } = [];

    /// <summary>Absolute path in the host to content, laid over the trees.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>This preparation with one more file; what begins with <c>#!</c> becomes executable.</summary>
    public Preparation With(string path, string content) => this with { Files = Files.SetItem(path, content) };

    /// <summary>This preparation with more units enabled.</summary>
    public Preparation Enabling(params string[] units) => this with { Units = Units.AddRange(units) };
}
