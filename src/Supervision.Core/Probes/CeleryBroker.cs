using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>The Redis that celery's messages go through.</summary>
/// <param name="Database">The number behind the broker's URL: <c>redis://127.0.0.1:6379/0</c>.</param>
/// <param name="User">Empty for the default one.</param>
/// <param name="PasswordFile">Where the password lies, read at each look: a path, or the name of a credential of our unit; empty
/// where none is needed.</param>
public sealed record CeleryBroker(string Host, int Port, int Database, string User, string PasswordFile)
{
    private const int MostDatabases = 1_000_000;

    /// <summary>For people: <c>127.0.0.1:6379</c>.</summary>
    public string Address => $"{Host}:{ProbeValues.Number(Port)}";

    internal string Words => ProbeValues.Words(
        ("broker", $"{Address}/{ProbeValues.Number(Database)}"), ("user", User), ("password-file", PasswordFile));

    internal static CeleryBroker Read(Section probe) => new(
        ProbeValues.Host(probe, "host"),
        ProbeValues.Port(probe, "port"),
        probe.Number("database", 0, MostDatabases),
        ProbeValues.Line(probe, "user"),
        ProbeValues.PasswordFile(probe, "password-file"));
}
