using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>The Redis that celery's messages go through.</summary>
/// <param name="Database">The number behind the broker's URL: <c>redis://127.0.0.1:6379/0</c>.</param>
/// <param name="User">Empty for the default one.</param>
/// <param name="PasswordFile">Where the password lies, read at each look; empty where none is needed.</param>
public sealed record CeleryBroker(string Host, int Port, int Database, string User, string PasswordFile)
{
    /// <summary>For people: <c>127.0.0.1:6379</c>.</summary>
    public string Address => $"{Host}:{ProbeValues.Number(Port)}";

    internal string Words => ProbeValues.Words(
        ("broker", $"{Address}/{ProbeValues.Number(Database)}"), ("user", User), ("password-file", PasswordFile));

    internal static CeleryBroker Read(Section probe)
    {
        var broker = new CeleryBroker(
            ProbeValues.Host(probe, "host"),
            ProbeValues.Port(probe, "port"),
            probe.Number("database", 0, 1_000_000),
            ProbeValues.Line(probe, "user"),
            ProbeValues.Path(probe, "password-file"));
        if (broker.User.Length > 0 && broker.PasswordFile.Length == 0)
            probe.Reject("user", "has no password", "add password-file with the path of a file that holds it");
        return broker;
    }
}
