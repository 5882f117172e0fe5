using Supervision.Adapters.Probes;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>One look at a target, as the daemon makes it.</summary>
internal static class Looks
{
    public static CertificateRules AnyCertificate { get; } = new(Verify: false, Days: 0, CaFile: "");

    /// <summary>A look whose time never ends.</summary>
    public static Task<ProbeOutcome> At(IProbeTarget target) => At(target, new HandClock());

    public static Task<ProbeOutcome> At(IProbeTarget target, TimeProvider clock) =>
        new HostProbes(clock).LookAsync(Of(target), null, CancellationToken.None).WaitAsync(Failsafe.Time);

    /// <summary>A look whose time ends as soon as <paramref name="stage"/> is reached.</summary>
    public static async Task<ProbeOutcome> UpTo(Task stage, IProbeTarget target)
    {
        var clock = new HandClock();
        var look = At(target, clock);
        await stage.WaitAsync(Failsafe.Time);
        clock.RunOut();
        return await look;
    }

    public static ProbeSettings Of(IProbeTarget target, string name = "probe") =>
        new(new ServiceName("service"), name, Ten, Ten, TimeSpan.FromMinutes(2), TimeSpan.Zero, target);

    public static HttpTarget Http(string url) =>
        new(new Uri(url), "GET", StatusSet.Of("200-399")!, StatusSet.Empty, "", null, [], "", "", AnyCertificate);

    public static WebSocketTarget WebSocket(string url) => new(new Uri(url), "", "", "", "", AnyCertificate);

    private static TimeSpan Ten { get; } = TimeSpan.FromSeconds(10);
}
