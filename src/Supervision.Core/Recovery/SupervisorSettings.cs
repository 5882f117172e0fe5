using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What the supervisor decides by.</summary>
/// <param name="Services">In the order of the configuration, which is the order of the log's lines.</param>
/// <param name="BootId">The kernel's boot id, written into every intent.</param>
public sealed record SupervisorSettings(
    ImmutableArray<ServiceSettings> Services, RecoverySettings Recovery, SupervisionMode Mode, string BootId)
{
    /// <summary>The crontab jobs that still call the script that we replace.</summary>
    public ImmutableArray<OldJob> OldJobs { get; init; } = [];

    /// <summary>We act although the script is still called.</summary>
    public bool Takeover { get; init; }

    /// <summary>What decisions quote.</summary>
    public Rulebook Rules { get; init; } = Rulebook.Empty;

    /// <summary>The ticks at whose sweep it is said whether the host is fit for the morning.</summary>
    public ImmutableHashSet<string> ReadinessTicks { get; init; } = [];

    /// <summary>In which people are told the time.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Why nothing is started; null where outages are acted on.</summary>
    public string? ObserveBecause =>
        Mode == SupervisionMode.Observe ? "mode = observe" : GivesWay ? OldService.Reason(OldJobs) : null;

    /// <summary>The old script is left to it: two supervisors would restart one deployment.</summary>
    public bool GivesWay => !OldJobs.IsEmpty && !Takeover;

    /// <summary>The instant as people here say it.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The service is watched by these settings too, under its name and as its unit.</summary>
    public bool Watches(ServiceSettings service) => Services.Any(own => own.Name == service.Name && own.Unit == service.Unit);
}
