using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>Connects, and hangs up.</summary>
internal static class TcpProbe
{
    public static async Task<ProbeOutcome> LookAsync(TcpTarget target, Connections connections, Look look) =>
        Outcome(await connections.ToAsync(target.Host, target.Port, look));

    public static async Task<ProbeOutcome> LookAsync(UnixTarget target, Look look) => Outcome(await Connections.ToAsync(target.Path, look));

    private static ProbeOutcome Outcome(Connection connection)
    {
        connection.Socket?.Dispose();
        return connection.Trouble ?? new ProbeOutcome.Passed("accepts connections");
    }
}
