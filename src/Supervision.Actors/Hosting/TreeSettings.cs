using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;

namespace Supervision.Actors.Hosting;

/// <summary>What each part of the tree takes of the configuration, at the start, after every reload, and in a rehearsal.</summary>
public static class TreeSettings
{
    /// <summary>What the supervisor decides by.</summary>
    /// <param name="bootId">The kernel's id of this boot.</param>
    /// <param name="oldJobs">Lines of a crontab that still call the script that we replace.</param>
    public static SupervisorSettings Supervisor(HealthcheckSettings settings, string bootId, ImmutableArray<OldJob> oldJobs) =>
        new(settings.Services, settings.Recovery, settings.Mode, bootId)
        {
            OldJobs = oldJobs,
            Takeover = settings.Takeover,
            Rules = settings.Rules,
            Zone = settings.Zone,
            ReadinessTicks =
                [.. settings.Schedule.Ticks.Where(tick => tick.Action == TickAction.Readiness).Select(tick => tick.Name)],
        };

    /// <summary>How announcements are written.</summary>
    public static ServiceLogWriter Writer(HealthcheckSettings settings, IServiceLog serviceLog) =>
        new(serviceLog, Catalogue.For(settings.Language), settings.Zone);

    /// <summary>How resources are judged and written down.</summary>
    public static ResourceRules Rules(HealthcheckSettings settings, IServiceLog systemLog) =>
        new(settings.Resources, new ResourceLogWriter(systemLog, ResourceCatalogue.For(settings.Language), settings.Zone));

    /// <summary>Who is told what, and how it is said.</summary>
    /// <param name="host">The name under which people know this host.</param>
    public static NotifierSettings Notifier(HealthcheckSettings settings, string host) =>
        new(settings.Notify, settings.Language, settings.Zone, host);
}
