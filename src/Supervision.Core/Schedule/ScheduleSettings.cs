using System.Collections.Immutable;
using Cronos;

namespace Supervision.Core.Schedule;

/// <summary>The calendar: <c>healthcheck.schedule</c>.</summary>
/// <param name="Zone">The time zone in which the cron lines are read.</param>
public sealed record ScheduleSettings(ImmutableArray<TickSettings> Ticks, TimeZoneInfo Zone)
{
    /// <summary>Those of the ticks named <paramref name="due"/> that set off <paramref name="action"/>, in their order.</summary>
    public ImmutableArray<string> Of(TickAction action, ImmutableArray<string> due) =>
        [.. due.Where(name => Ticks.Any(tick => tick.Name == name && tick.Action == action))];

    /// <summary>Those of them for which every service is looked at.</summary>
    public ImmutableArray<string> SweepsOf(ImmutableArray<string> due) => due.RemoveRange(Of(TickAction.Resources, due));
}

/// <summary>One named tick.</summary>
/// <param name="Crons">Any of these lines makes it due.</param>
public sealed record TickSettings(string Name, ImmutableArray<CronExpression> Crons, TickAction Action);

/// <summary>What a tick sets off.</summary>
public enum TickAction
{
    /// <summary>Every service is looked at, and what was found is written to <c>service_monitor.log</c>.</summary>
    Sweep,

    /// <summary>The host's resources are summed up in <c>system_monitor.log</c>.</summary>
    Resources,

    /// <summary>A sweep, at whose end it is said whether the host is fit for the morning.</summary>
    Readiness,
}
