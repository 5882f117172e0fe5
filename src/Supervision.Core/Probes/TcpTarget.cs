using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Does anybody accept connections there?</summary>
public sealed record TcpTarget(string Host, int Port) : IProbeTarget
{
    public string Kind => "tcp";

    public string Question => ProbeValues.Words(("host", Host), ("port", ProbeValues.Number(Port)));
}

/// <summary>Reads a probe of the kind tcp.</summary>
internal static class TcpTargetReader
{
    public static TcpTarget Read(Section probe) => new(ProbeValues.Host(probe, "host"), ProbeValues.Port(probe, "port"));
}
