using Supervision.Core.Notifications;
using Supervision.Core.Resources;
using Supervision.Core.Services;

namespace Supervision.Core.Readiness;

/// <summary>One thing that speaks against the host being ready. Red: people cannot work, or soon cannot. Amber: somebody should look at
/// it before they come.</summary>
public abstract record ReadinessFinding
{
    private ReadinessFinding(Light light) => Light = light;

    public Light Light { get; }

    public sealed record ServiceNotUp(ServiceName Service, Verdict Verdict, string Evidence)
        : ReadinessFinding(Verdict is Verdict.Down or Verdict.Stopped ? Light.Red : Light.Amber);

    /// <summary>The service counts as up, or is judged by something else, and one of its probes does not pass: a certificate that ends
    /// soon, a probe that has never passed or could not be carried out.</summary>
    /// <param name="Detail">In the probe's words; empty where it was not asked yet.</param>
    public sealed record ProbeNotPassed(ServiceName Service, string Probe, string Detail) : ReadinessFinding(Light.Amber);

    /// <param name="Zone">Of the people who read it.</param>
    public sealed record ResourceInTrouble(Trouble Trouble, TimeZoneInfo Zone)
        : ReadinessFinding(Trouble.Raised == Severity.Critical ? Light.Red : Light.Amber);

    /// <summary>Nobody has looked at the resources yet.</summary>
    public sealed record ResourcesUnknown() : ReadinessFinding(Light.Amber);

    /// <summary>Something is being done about an outage, or waited for.</summary>
    /// <param name="Since">In the zone of the people who read it.</param>
    public sealed record IncidentOpen(DateTimeOffset Since) : ReadinessFinding(Light.Red);

    /// <summary>There was an outage since the last working day.</summary>
    /// <param name="At">In the zone of the people who read it.</param>
    public sealed record IncidentOver(ServiceName Root, DateTimeOffset At, TimeSpan Lasted) : ReadinessFinding(Light.Amber);

    /// <summary>There were more than are told one by one.</summary>
    public sealed record MoreIncidents(int Count) : ReadinessFinding(Light.Amber);

    /// <summary>Nobody knows what happened since the last working day.</summary>
    public sealed record IncidentsUnknown(string Why) : ReadinessFinding(Light.Amber);

    /// <summary>Nothing would be done about an outage by backend.sh.</summary>
    /// <param name="Until">When a run frees up, in the zone of the people who read it; null for never.</param>
    public sealed record BudgetSpent(DateTimeOffset? Until) : ReadinessFinding(Light.Amber);

    /// <summary>backend.sh cannot be run as things are.</summary>
    public sealed record BackendBroken(string Why) : ReadinessFinding(Light.Amber);

    /// <param name="Service">Null for all services.</param>
    /// <param name="Until">In the zone of the people who read it.</param>
    public sealed record OnHold(ServiceName? Service, DateTimeOffset Until, string Reason) : ReadinessFinding(Light.Amber);

    /// <summary>Something stands in the way of any run.</summary>
    public sealed record InTheWay(string Evidence) : ReadinessFinding(Light.Amber);

    /// <summary>Nothing is started at all.</summary>
    public sealed record OnlyObserved(string Why) : ReadinessFinding(Light.Amber);
}
