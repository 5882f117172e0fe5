using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Does PostgreSQL answer a query?</summary>
/// <param name="Host">A name, an address, or the directory of its Unix socket.</param>
/// <param name="PasswordFile">Where the password lies, read at each look: a path, or the name of a credential of our unit; empty where
/// none is needed.</param>
public sealed record PostgresTarget(string Host, int Port, string Database, string User, string PasswordFile, string Query, bool Tls)
    : IProbeTarget
{
    public string Kind => "postgres";

    public string Question => ProbeValues.Words(
        ("host", Host),
        ("port", ProbeValues.Number(Port)),
        ("database", Database),
        ("user", User),
        ("password-file", PasswordFile),
        ("tls", Tls ? "on" : ""),
        ("query", Query));
}

/// <summary>Reads a probe of the kind postgres.</summary>
internal static class PostgresTargetReader
{
    private const int LongestQuery = 4000;

    public static PostgresTarget Read(Section probe) => new(
        ReadHost(probe),
        ProbeValues.Port(probe, "port"),
        ProbeValues.Line(probe, "database"),
        ProbeValues.Line(probe, "user"),
        ProbeValues.PasswordFile(probe, "password-file"),
        ReadQuery(probe),
        probe.Flag("tls"));

    private static string ReadHost(Section probe) =>
        probe.Text("host").StartsWith('/') ? ProbeValues.Path(probe, "host") : ProbeValues.Host(probe, "host");

    private static string ReadQuery(Section probe)
    {
        var query = probe.Text("query");
        if (query.Length is 0 or > LongestQuery)
            probe.Reject("query", $"must have 1 to {LongestQuery} letters", "write for example \"select 1\"");
        return query;
    }
}
