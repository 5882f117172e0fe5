using System.Collections.Immutable;
using Supervision.Core.Recovery;

namespace Supervision.Core.Services;

/// <summary>
/// The unit manager of this host, seen from inside: commands go in and return at once, reports come back through the sink given to
/// <see cref="Open"/>, in the order in which things happened. One port, two adapters: systemd over sd-bus, and child processes of our own.
/// </summary>
/// <remarks>The host actor is its only owner and calls it from one thread at a time. A command given while the manager is out of reach
/// is answered all the same: a sweep by <see cref="UnitReport.Lost"/>, a start by <see cref="UnitReport.RunRefused"/>.</remarks>
public interface IUnitControl : IDisposable
{
    /// <summary>Begins to watch <paramref name="units"/> and to report on them until disposed.</summary>
    /// <param name="report">Called on a thread of the adapter's; must return quickly and not throw.</param>
    void Open(ImmutableArray<UnitName> units, Action<UnitReport> report);

    /// <summary>Reads the state of every watched unit afresh; answered by <see cref="UnitReport.Swept"/> or
    /// <see cref="UnitReport.Lost"/>.</summary>
    void Sweep(SweepId sweep);

    /// <summary>Starts <paramref name="unit"/> as the recovery run <paramref name="run"/> and follows it to its end; answered by
    /// <see cref="UnitReport.RunRefused"/>, or by <see cref="UnitReport.RunAccepted"/> and later
    /// <see cref="UnitReport.RunEnded"/>.</summary>
    void Start(RunId run, UnitName unit);

    /// <summary>Restarts <paramref name="units"/> one after the other as the recovery run <paramref name="run"/>, each once the job of the
    /// one before is done, and follows it to the end; answered like <see cref="Start"/>. The outcome is that of the first unit whose
    /// restart failed, or else of the last.</summary>
    /// <param name="units">At least one.</param>
    void Restart(RunId run, ImmutableArray<UnitName> units);

    /// <summary>Follows a run that an earlier life of the daemon may have started, and starts nothing; answered by
    /// <see cref="UnitReport.RunEnded"/>, after <see cref="UnitReport.RunAccepted"/> where it is still under way. That nothing ran is
    /// <see cref="RunResult.NeverStarted"/>; that nobody can tell any more is <see cref="RunResult.Lost"/>.</summary>
    /// <param name="since">The intent's instant on the kernel's monotonic clock: a life of the unit that began after it is the
    /// run's.</param>
    void Follow(RunId run, UnitName unit, TimeSpan since);

    /// <summary>Watches <paramref name="units"/> from now on, in place of those given before; what is watched already is not disturbed,
    /// and what is new is reported as <see cref="UnitReport.Changed"/> once it was read.</summary>
    void Watch(ImmutableArray<UnitName> units);
}
