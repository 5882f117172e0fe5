using Supervision.Core.Readiness;

namespace Supervision.Actors.Readiness;

/// <summary>What the supervisor asks of <see cref="ReadinessActor"/>.</summary>
internal static class ReadinessProtocol
{
    /// <summary>Judge it, together with what the journal and the resources say. Reply: <see cref="Judged"/>, within a few seconds. One
    /// that is asked for while another is under way takes its place.</summary>
    public sealed record Judge(ReadinessFacts Facts);

    public sealed record Judged(HostReadiness Readiness);
}
