using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Worlds;

/// <summary>
/// A host in virtual time with the product's own tree on it. Lives on the thread that made it, one world at a time on a thread, and the
/// same plan with the same faults at the same times takes the same course, happening for happening.
/// </summary>
public sealed class World : IDisposable
{
    /// <summary>Everything is up, and the daemon begins.</summary>
    /// <param name="happened">Is told everything, in order, while it happens; must not call the world.</param>
    public World(WorldPlan plan, Action<Happening> happened) => throw new NotImplementedException($"{plan}{happened}");

    /// <summary>The host's wall clock.</summary>
    public DateTimeOffset Now => throw new NotImplementedException();

    /// <summary>Since the world began, on its monotonic clock.</summary>
    public TimeSpan Elapsed => throw new NotImplementedException();

    /// <summary>A fault strikes now.</summary>
    public void Strike(Fault fault) => throw new NotImplementedException($"{fault}");

    /// <summary>Lets <paramref name="time"/> pass, and everything that falls due in it happen in its order.</summary>
    public void Pass(TimeSpan time) => throw new NotImplementedException($"{time}");

    /// <summary>Whether every watched service is up and does its work; the truth.</summary>
    public bool AllWork => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
