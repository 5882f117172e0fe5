using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Resources;
using Supervision.Core.Schedule;
using Supervision.Core.Services;

namespace Supervision.Core.Hosting;

/// <summary>The whole configuration, typed and checked.</summary>
/// <param name="Akka">The section <c>akka { }</c> as text for Akka's own reader.</param>
public sealed record HealthcheckSettings(
    HostKind Host,
    SupervisionMode Mode,
    Language Language,
    TimeZoneInfo Zone,
    ImmutableArray<ServiceSettings> Services,
    RecoverySettings Recovery,
    ScheduleSettings Schedule,
    Directories Directories,
    string Akka)
{
    /// <summary>Outages are acted on although a crontab still calls the script that we replace: <c>healthcheck.takeover</c>.</summary>
    public bool Takeover { get; init; }

    /// <summary>What decisions quote.</summary>
    public Rulebook Rules { get; init; } = Rulebook.Empty;

    /// <summary>What of the host forbids a run.</summary>
    public ObstacleSettings Obstacles { get; init; } = ObstacleSettings.None;

    /// <summary>What an outside service is told.</summary>
    public HeartbeatSettings Heartbeat { get; init; } = HeartbeatSettings.None;

    /// <summary>How the host's resources are judged.</summary>
    public ResourceSettings Resources { get; init; } = ResourceSettings.None;

    /// <summary>Who is told what.</summary>
    public NotifySettings Notify { get; init; } = NotifySettings.None;
}

/// <summary>Who starts and watches the units: <c>healthcheck.host</c>.</summary>
public enum HostKind
{
    Systemd,
    Processes,
}

/// <summary>Where our files lie; absolute paths.</summary>
/// <param name="Log">For <c>service_monitor.log</c> and <c>system_monitor.log</c>.</param>
/// <param name="State">For <c>healthcheck.db</c>.</param>
/// <param name="Control">For <c>control.sock</c>.</param>
public sealed record Directories(string Log, string State, string Control);
