using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Does anybody accept connections at this socket of the file system?</summary>
public sealed record UnixTarget(string Path) : IProbeTarget
{
    public string Kind => "unix";

    public string Question => ProbeValues.Words(("path", Path));
}

/// <summary>Reads a probe of the kind unix.</summary>
internal static class UnixTargetReader
{
    public static UnixTarget Read(Section probe) => new(ProbeValues.SocketPath(probe, "path"));
}
