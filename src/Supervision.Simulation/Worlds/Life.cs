using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Worlds;

/// <summary>One life of the daemon's process. What a dead one does reaches nobody.</summary>
/// <param name="deaths">The deaths that are to come, by fault.</param>
internal sealed class Life(int number, List<PlannedDeath> deaths)
{
    public int Number => number;

    public bool Alive { get; private set; } = true;

    /// <summary>Why it is dead.</summary>
    public string Cause { get; private set; } = "";

    /// <summary>It gave itself up.</summary>
    public bool ByItself { get; private set; }

    /// <summary>Until the unit manager starts the next.</summary>
    public TimeSpan BackIn { get; private set; }

    /// <summary>Something is about to be done, or was just done, to the outside.</summary>
    /// <param name="any">The point that stands for every such one.</param>
    /// <returns>Whether it is alive still.</returns>
    public bool Passes(DeathPoint point, DeathPoint any)
    {
        foreach (var death in deaths)
        {
            if (!Alive) break;
            if (death.Fault.At != point && death.Fault.At != any) continue;
            if (death.Left-- == 0) Die(death.Fault.ToString(), death.Fault.BackIn, byItself: false);
        }

        deaths.RemoveAll(death => death.Left < 0);
        return Alive;
    }

    public void Die(string cause, TimeSpan backIn, bool byItself)
    {
        if (!Alive) return;
        (Alive, Cause, BackIn, ByItself) = (false, cause, backIn, byItself);
    }
}

/// <summary>A death at the point of a fault.</summary>
internal sealed class PlannedDeath(Fault.KillDaemon fault)
{
    public Fault.KillDaemon Fault => fault;

    /// <summary>At how many such points it goes on living.</summary>
    public int Left { get; set; } = fault.Skip;
}
