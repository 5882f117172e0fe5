using Supervision.Actors.Notifications;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Resources;
using Supervision.Core.Schedule;
using Supervision.Core.Services;

namespace Supervision.Actors.Hosting;

/// <summary>Everything that the tree is built from: what it decides by, and the ports through which it acts.</summary>
/// <param name="History">What the journal said at start.</param>
/// <param name="BeatEvery">How often the round trip for systemd's watchdog is made; null where nobody watches.</param>
public sealed record SupervisionTree(
    SupervisorSettings Supervisor,
    ScheduleSettings Schedule,
    IUnitControl Units,
    IProbes Probes,
    IObstacles Obstacles,
    IJournal Journal,
    History History,
    ServiceLogWriter ServiceLog,
    IDaemonLife Life,
    TimeProvider Clock,
    IClockSteps ClockSteps,
    TimeSpan? BeatEvery)
{
    /// <summary>What an outside service is told.</summary>
    public HeartbeatSettings Heartbeat { get; init; } = HeartbeatSettings.None;

    /// <summary>The way there; null where nothing is ever told.</summary>
    public IHeartbeat? Outside { get; init; }

    /// <summary>How people are told; null where nobody is.</summary>
    public NotifierParts? Notifier { get; init; }

    /// <summary>What people are told of an earlier life; null where it ended in good order.</summary>
    public Notice.DaemonRestarted? Restarted { get; init; }

    /// <summary>What the journal holds, for the readiness.</summary>
    public required IRecords Records { get; init; }

    /// <summary>What the host's resources are watched by; null where they are not watched.</summary>
    public ResourceParts? Resources { get; init; }
}

/// <summary>What the host's resources are watched by.</summary>
/// <param name="Rules">At the start; a reload brings others.</param>
public sealed record ResourceParts(IResources Host, ISamples Samples, ResourceRules Rules);

/// <summary>How resources are judged, and where it is written down.</summary>
public sealed record ResourceRules(ResourceSettings Settings, ResourceLogWriter Log);
