using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Recovery;
using Supervision.Core.Resources;
using Supervision.Core.Services;

namespace Supervision.Core.Notifications;

/// <summary>Something that people may want to be told, before anybody has decided whether, how and in which language.</summary>
/// <param name="At">Wall clock.</param>
public abstract record Notice(DateTimeOffset At)
{
    /// <summary>Services are down.</summary>
    /// <param name="Consequences">Down because of the root.</param>
    public sealed record IncidentOpened(
        DateTimeOffset At, IncidentId Incident, ServiceName Root, ImmutableArray<ServiceName> Consequences, string Evidence) : Notice(At)
    {
        /// <summary>What comes next; null where that is not known.</summary>
        public Outlook? Next { get; init; }
    }

    /// <summary>The incident has another root, or other consequences, than was told.</summary>
    public sealed record IncidentChanged(
        DateTimeOffset At, IncidentId Incident, ServiceName Root, ImmutableArray<ServiceName> Consequences, string Evidence) : Notice(At);

    /// <summary>A run did not bring the services back.</summary>
    /// <param name="Left">Runs that the budget still allows.</param>
    public sealed record RunFailed(
        DateTimeOffset At, IncidentId Incident, ServiceName Root, string Evidence, int Left) : Notice(At);

    /// <summary>Nothing more is done by itself: the budget is spent, or no restart can help.</summary>
    /// <param name="Until">When something can be done again; null where only a person can help.</param>
    public sealed record GaveUp(
        DateTimeOffset At, IncidentId Incident, ServiceName Root, string Why, DateTimeOffset? Until) : Notice(At);

    /// <summary>Everything of the incident is up again.</summary>
    /// <param name="Members">Everyone who was part of it.</param>
    /// <param name="How">By a run, or by itself.</param>
    public sealed record Recovered(
        DateTimeOffset At, IncidentId Incident, ServiceName Root, ImmutableArray<ServiceName> Members, string How, TimeSpan Lasted)
        : Notice(At)
    {
        /// <summary>The latest run before it was over; null where there was none.</summary>
        public RunId? Run { get; init; }

        /// <summary>It is over only in that none of its services is watched any more.</summary>
        public bool Unwatched { get; init; }
    }

    /// <summary>The first sweep of this life is done: whatever incident people were told of that is not <paramref name="Open"/> ended
    /// while nobody looked.</summary>
    public sealed record Standing(DateTimeOffset At, IncidentId? Open) : Notice(At);

    /// <summary>A service goes up and down all the time.</summary>
    public sealed record FlappingBegan(DateTimeOffset At, ServiceName Service, string Evidence) : Notice(At);

    public sealed record FlappingEnded(DateTimeOffset At, ServiceName Service) : Notice(At);

    /// <summary>A threshold is passed, upwards or from critical to warning.</summary>
    /// <param name="Severity"><see cref="Severity.Warning"/> or <see cref="Severity.Critical"/>.</param>
    /// <param name="Threshold">As it is configured: by the <see cref="Measure"/> of its kind.</param>
    public sealed record ResourceRaised(DateTimeOffset At, Reading Reading, Severity Severity, double Threshold) : Notice(At);

    /// <summary>If it goes on like this, something runs out at <paramref name="FullAt"/>.</summary>
    public sealed record ResourceRunsOut(DateTimeOffset At, Reading Reading, DateTimeOffset FullAt) : Notice(At);

    /// <summary>All is well again with what was raised or was running out.</summary>
    public sealed record ResourceCleared(DateTimeOffset At, Reading Reading) : Notice(At);

    /// <summary>A certificate that a probe sees ends soon.</summary>
    public sealed record CertificateEnding(DateTimeOffset At, ServiceName Service, string Probe, string Evidence) : Notice(At);

    /// <summary>It does not end soon any more, or nobody looks at it any more.</summary>
    public sealed record CertificateRenewed(DateTimeOffset At, ServiceName Service, string Probe) : Notice(At);

    /// <summary>The daemon is back after an end that nobody ordered.</summary>
    public sealed record DaemonRestarted(DateTimeOffset At, string Evidence) : Notice(At);

    /// <summary>A hold is in force for long, and ends soon.</summary>
    public sealed record HoldEnding(DateTimeOffset At, Hold Hold) : Notice(At);

    /// <summary>Whether the host is fit for the morning.</summary>
    /// <param name="Findings">What speaks against it, the worst first; empty where all is green.</param>
    public sealed record Readiness(DateTimeOffset At, Light Light, ImmutableArray<string> Findings) : Notice(At);

    /// <summary>A person wants to see that it arrives.</summary>
    /// <param name="Mark">By which that person knows it again.</param>
    public sealed record Test(DateTimeOffset At, string Mark) : Notice(At)
    {
        /// <summary>The channel that is tried; null for every one.</summary>
        public string? Channel { get; init; }
    }
}

/// <summary>A readiness at a glance.</summary>
public enum Light
{
    Green,
    Amber,
    Red,
}
