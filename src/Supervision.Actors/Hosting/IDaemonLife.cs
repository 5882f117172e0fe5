namespace Supervision.Actors.Hosting;

/// <summary>What the tree tells the process that it lives in, and through it PID 1. Called from the tree's threads; must return at
/// once.</summary>
public interface IDaemonLife
{
    /// <summary>The first sweep is done: the host is being watched.</summary>
    void Ready();

    /// <summary>Every deciding actor has just answered.</summary>
    void Alive();

    /// <summary>The tree is beyond repair: the process has to end with a failure.</summary>
    /// <param name="why">For the log.</param>
    void Broken(string why);
}
