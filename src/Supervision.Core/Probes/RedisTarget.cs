using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Does Redis answer a PING?</summary>
/// <param name="Socket">The Unix socket that is asked instead of host and port; empty for none.</param>
/// <param name="User">Empty for the default one.</param>
/// <param name="PasswordFile">Where the password lies, read at each look: a path, or the name of a credential of our unit; empty where
/// none is needed.</param>
public sealed record RedisTarget(string Host, int Port, string Socket, string User, string PasswordFile) : IProbeTarget
{
    public string Kind => "redis";

    public string Question => ProbeValues.Words(
        ("host", Socket.Length > 0 ? "" : Host),
        ("port", Socket.Length > 0 ? "" : ProbeValues.Number(Port)),
        ("socket", Socket),
        ("user", User),
        ("password-file", PasswordFile));
}

/// <summary>Reads a probe of the kind redis.</summary>
internal static class RedisTargetReader
{
    public static RedisTarget Read(Section probe) => new(
        ProbeValues.Host(probe, "host"),
        ProbeValues.Port(probe, "port"),
        ProbeValues.SocketPath(probe, "socket"),
        ProbeValues.Line(probe, "user"),
        ProbeValues.PasswordFile(probe, "password-file"));
}
