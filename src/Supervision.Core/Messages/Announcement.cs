using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Notifications;
using Supervision.Core.Readiness;
using Supervision.Core.Services;

namespace Supervision.Core.Messages;

/// <summary>A line of <c>service_monitor.log</c> before it has a language.</summary>
public abstract record Announcement
{
    private Announcement()
    {
    }

    /// <summary>Something is wrong; the others only say how things stand.</summary>
    public bool IsWarning => this is ServiceDown or ServiceUnknown or ServiceStillDown or RunRefused or RunNotRecorded or RunEndedBadly
        or BudgetSpent or LinesLost or OldScriptCalled or RunWithheld or RestartEndedBadly or RestartNotRecorded
        or StepBudgetSpent or ObstacleStale
        or ReadinessGiven { Readiness.Light: not Light.Green };

    public sealed record SweepStarted : Announcement;

    public sealed record SweepFinished : Announcement;

    /// <summary>The line that closes a scheduled sweep, the same in every language.</summary>
    public sealed record SweepSeparator : Announcement;

    public sealed record ServiceUp(ServiceName Service) : Announcement;

    /// <param name="RunFollows">backend.sh is going to be run because of it.</param>
    public sealed record ServiceDown(ServiceName Service, bool RunFollows) : Announcement;

    public sealed record ServiceStarting(ServiceName Service) : Announcement;

    public sealed record ServiceStopping(ServiceName Service) : Announcement;

    /// <summary>Stopped by a person, and left so.</summary>
    public sealed record ServiceStopped(ServiceName Service) : Announcement;

    public sealed record ServiceUnknown(ServiceName Service, string Evidence) : Announcement;

    /// <param name="Attempt">Runs charged within the budget's window, this one included.</param>
    public sealed record RunStarting(int Attempt, int Runs) : Announcement;

    /// <summary>A run that was begun before the daemon ended is followed to its end.</summary>
    public sealed record RunAdopted : Announcement;

    /// <summary>The same for a restart of single units.</summary>
    public sealed record RestartAdopted : Announcement;

    public sealed record RunRefused(string Why) : Announcement;

    /// <summary>The intent could not be made durable, so nothing was started.</summary>
    public sealed record RunNotRecorded(string Why) : Announcement;

    /// <summary>The same for a restart of single units.</summary>
    public sealed record RestartNotRecorded(string Why) : Announcement;

    /// <summary>In observation only: what would have been done.</summary>
    public sealed record RunObserved : Announcement;

    /// <summary>Likewise, because a crontab still calls the script that we replace.</summary>
    public sealed record RunLeftToScript : Announcement;

    /// <summary>Said at the start of the daemon: the script that we replace is still called.</summary>
    /// <param name="Jobs">At least one.</param>
    /// <param name="Takeover">We act all the same.</param>
    public sealed record OldScriptCalled(ImmutableArray<OldJob> Jobs, bool Takeover) : Announcement;

    /// <summary>An outage is left alone for now: a hold, a package upgrade, what no restart mends …</summary>
    public sealed record RunWithheld(string Why) : Announcement;

    /// <summary>Single units are restarted.</summary>
    /// <param name="Services">In the order of their restarts; at least one.</param>
    /// <param name="Attempt">Runs of this step charged within its budget's window, this one included.</param>
    public sealed record UnitsRestarting(ImmutableArray<ServiceName> Services, int Attempt, int Runs) : Announcement;

    /// <summary>In observation only: the units that would have been restarted.</summary>
    public sealed record RestartObserved(ImmutableArray<ServiceName> Services) : Announcement;

    /// <summary>A restart of single units failed, or could not be asked for.</summary>
    public sealed record RestartEndedBadly(string Evidence) : Announcement;

    /// <summary>Single units were restarted as often as may be.</summary>
    public sealed record StepBudgetSpent(ServiceName Service) : Announcement;

    /// <summary>What speaks against runs has been there for too long to be believed.</summary>
    public sealed record ObstacleStale(string Evidence) : Announcement;

    /// <param name="Service">Null for all services.</param>
    /// <param name="Until">In the zone of the people who read it.</param>
    public sealed record HoldBegun(ServiceName? Service, DateTimeOffset Until, string Reason) : Announcement;

    public sealed record HoldEnded(ServiceName? Service) : Announcement;

    /// <summary>It works, but not as it should.</summary>
    public sealed record ServiceDegraded(ServiceName Service, string Evidence) : Announcement;

    /// <summary>A probe fails, but not for long enough to act on it.</summary>
    public sealed record ServiceSuspect(ServiceName Service, string Evidence) : Announcement;

    /// <summary>backend.sh ended otherwise than well; whether it helped is seen from the units.</summary>
    public sealed record RunEndedBadly(string Evidence) : Announcement;

    /// <summary>Back after a run.</summary>
    public sealed record ServiceRecovered(ServiceName Service) : Announcement;

    /// <summary>Back without a run of ours.</summary>
    public sealed record ServiceBack(ServiceName Service) : Announcement;

    public sealed record ServiceStillDown(ServiceName Service) : Announcement;

    public sealed record BudgetSpent : Announcement;

    /// <summary>The log itself could not be written for a while, and what waited was too much to keep.</summary>
    public sealed record LinesLost(long Count) : Announcement;

    public sealed record BudgetFreed(string By) : Announcement;

    /// <summary>Whether the host is fit for the morning.</summary>
    public sealed record ReadinessGiven(HostReadiness Readiness) : Announcement;

    /// <summary>One thing that speaks against it.</summary>
    public sealed record ReadinessFound(ReadinessFinding Finding) : Announcement;
}
