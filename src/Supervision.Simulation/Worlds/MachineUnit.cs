using Supervision.Core.Services;

namespace Supervision.Simulation.Worlds;

/// <summary>One unit of the virtual host as it truly is, with what is wrong with it.</summary>
internal sealed class MachineUnit(ServiceSettings service, UnitPlan plan)
{
    public ServiceSettings Service => service;

    public UnitPlan Plan => plan;

    /// <summary>Of the unit itself, or of the part that does the work where it is an umbrella.</summary>
    public UnitStatus Inner { get; set; } = new(
        plan.Parts.IsEmpty ? service.Unit : plan.Parts[0], UnitLoad.Loaded, UnitActivity.Inactive, "dead", "success", "", false, []);

    /// <summary>It runs and does no work.</summary>
    public bool Hung { get; set; }

    /// <summary>No start of it ever ends.</summary>
    public bool Stuck { get; set; }

    /// <summary>From the start of a life until it is active.</summary>
    public TimeSpan StartsIn { get; set; } = plan.StartsIn;

    /// <summary>How long its lives last; null for as long as nothing happens.</summary>
    public TimeSpan? Lives { get; set; }

    /// <summary>Told apart from the lives before; what was due for one of those is not for this.</summary>
    public int Life { get; set; }

    /// <summary>When the unit manager itself started it again, by <c>Restart=</c>; the latest at the end.</summary>
    public Queue<TimeSpan> Revived { get; } = new();

    /// <summary>Waits for its start to end, well or not.</summary>
    public Action<bool>? Started { get; set; }

    public bool Works => Inner is { Activity: UnitActivity.Active } && !Hung;

    /// <summary>As the unit manager tells it.</summary>
    public UnitStatus Status => plan.Parts.IsEmpty ? Inner : Inner with
    {
        Unit = service.Unit,
        Activity = Inner.Activity == UnitActivity.Inactive ? UnitActivity.Inactive : UnitActivity.Active,
        SubState = Inner.Activity == UnitActivity.Inactive ? "dead" : "exited",
        Result = "success",
        Parts = [.. plan.Parts.Select(part => Inner with { Unit = part })],
    };
}
