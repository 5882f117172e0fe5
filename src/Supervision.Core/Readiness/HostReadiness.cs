using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Resources;

namespace Supervision.Core.Readiness;

/// <summary>Whether the host is fit for the morning.</summary>
/// <param name="Up">So many services are up.</param>
/// <param name="Services">Of so many.</param>
/// <param name="Left">So many runs of backend.sh are left.</param>
/// <param name="Runs">Of so many.</param>
/// <param name="Findings">What speaks against it, the worst first; empty where all is green.</param>
public sealed record HostReadiness(int Up, int Services, int Left, int Runs, ImmutableArray<ReadinessFinding> Findings)
{
    /// <summary>As bad as the worst finding.</summary>
    public Light Light => Findings.IsEmpty ? Light.Green : Findings.Max(finding => finding.Light);
}

/// <summary>What a readiness is judged by.</summary>
/// <param name="State">At the end of the sweep.</param>
public sealed record ReadinessFacts(SupervisorState State, SupervisorSettings Settings, Moment Now)
{
    /// <summary>Since <see cref="ReadinessRules.Since"/>, newest first; null where the journal did not answer in time.</summary>
    public Recorded<RecordedIncident>? Incidents { get; init; }

    /// <summary>What is too much or running out; null where nobody knows.</summary>
    public ImmutableArray<Trouble>? Troubles { get; init; }
}
