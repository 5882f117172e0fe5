using System.Collections.Immutable;
using Cronos;

namespace Supervision.Core.Schedule;

/// <summary>The calendar: <c>healthcheck.schedule</c>.</summary>
/// <param name="Zone">The time zone in which the cron lines are read.</param>
public sealed record ScheduleSettings(ImmutableArray<TickSettings> Ticks, TimeZoneInfo Zone)
{
    /// <summary>Those of the ticks named <paramref name="due"/> that set off <paramref name="action"/>, in their order. A readiness
    /// sets off a sweep, too.</summary>
    public ImmutableArray<string> Of(TickAction action, ImmutableArray<string> due) =>
        [.. due.Where(name => Ticks.Any(tick => tick.Name == name && SetsOff(tick.Action, action)))];

    private static bool SetsOff(TickAction ticked, TickAction action) =>
        ticked == action || (ticked == TickAction.Readiness && action == TickAction.Sweep);
}

/// <summary>One named tick.</summary>
/// <param name="Crons">Any of these lines makes it due.</param>
public sealed record TickSettings(string Name, ImmutableArray<CronExpression> Crons, TickAction Action);

/// <summary>What a tick sets off.</summary>
public enum TickAction
{
    /// <summary>Every service is looked at, and what was found is written to <c>service_monitor.log</c>.</summary>
    Sweep,

    /// <summary>The same, and at its end it is said whether the host is fit for the morning.</summary>
    Readiness,

    /// <summary>The host's resources are summed up in <c>system_monitor.log</c>.</summary>
    Resources,
}
