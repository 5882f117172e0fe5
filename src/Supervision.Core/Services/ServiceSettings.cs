using System.Collections.Immutable;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;

namespace Supervision.Core.Services;

/// <summary>One service as the operator described it, under <c>healthcheck.services</c>.</summary>
/// <param name="Unit">The unit that is watched; the service's name by default.</param>
/// <param name="DependsOn">Services without which this one cannot work; they tell the root of an incident from its consequences.</param>
/// <param name="Command">With <c>host = processes</c>: program and arguments; empty otherwise.</param>
public sealed record ServiceSettings(
    ServiceName Name,
    UnitName Unit,
    ManualStop ManualStop,
    ImmutableArray<ServiceName> DependsOn,
    ImmutableArray<string> Command)
{
    /// <summary>How its work is looked at, in the order of the configuration.</summary>
    public ImmutableArray<ProbeSettings> Probes { get; init; } = [];

    /// <summary>After a start, whoever made it, a failing probe is not held against the service for this long.</summary>
    public TimeSpan StartGrace { get; init; }

    /// <summary>From when on its ups and downs are told as one.</summary>
    public FlapSettings Flapping { get; init; } = new(0, TimeSpan.FromMinutes(10));

    /// <summary>What is tried for it, in order, where it has a ladder of its own; empty for that of all services.</summary>
    public ImmutableArray<RecoveryStep> Steps { get; init; } = [];
}

/// <summary>What is done about a unit that ended in good order, as after <c>systemctl stop</c>.</summary>
public enum ManualStop
{
    /// <summary>Nothing until the next scheduled sweep, so that somebody at work is not fought within seconds.</summary>
    Tick,

    /// <summary>The same as about a crash, at once.</summary>
    Act,

    /// <summary>Nothing, ever.</summary>
    Respect,
}
