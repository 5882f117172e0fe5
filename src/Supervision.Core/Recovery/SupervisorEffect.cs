using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Readiness;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What is to be done, with everything that is needed to do it.</summary>
public abstract record SupervisorEffect
{
    private SupervisorEffect()
    {
    }

    /// <summary>Have every unit read afresh; each service, and the host, answers with this id.</summary>
    public sealed record AskSweep(SweepId Sweep) : SupervisorEffect;

    /// <summary>Write the intent down and come back with <see cref="SupervisorEvent.IntentStored"/> or
    /// <see cref="SupervisorEvent.IntentNotStored"/>.</summary>
    public sealed record StoreIntent(RunIntent Intent) : SupervisorEffect;

    /// <summary>Write it down; nobody waits for it.</summary>
    public sealed record Store(JournalEntry Entry) : SupervisorEffect;

    /// <summary>Start the recovery run and follow it to its outcome.</summary>
    /// <param name="Unit">The unit that the intent names.</param>
    public sealed record StartRun(RunId Run, UnitName Unit) : SupervisorEffect;

    /// <summary>Restart these units, in this order, as the recovery run, and follow it to its outcome.</summary>
    public sealed record RestartUnits(RunId Run, ImmutableArray<UnitName> Units) : SupervisorEffect;

    /// <summary>Follow the run that an earlier life of the daemon may have started; start nothing.</summary>
    /// <param name="Since">When that life decided it, on the kernel's monotonic clock.</param>
    public sealed record FollowRun(RunId Run, UnitName Unit, TimeSpan Since) : SupervisorEffect;

    /// <summary>Say it in the log that people read.</summary>
    public sealed record Announce(Announcement Announcement) : SupervisorEffect;

    /// <summary>People may want to know it.</summary>
    public sealed record Notify(Notice Notice) : SupervisorEffect;

    /// <summary>Come back with <see cref="SupervisorEvent.Woken"/> at this monotonic instant, in place of any earlier wish; null for
    /// never.</summary>
    public sealed record WakeAt(TimeSpan? Elapsed) : SupervisorEffect;

    /// <summary>A scheduled sweep is complete: whoever asked for it can be answered.</summary>
    public sealed record FinishSweep : SupervisorEffect;

    /// <summary>A sweep is over that a readiness tick asked for: judge it, write the verdict down and tell people.</summary>
    /// <param name="Facts">As far as the supervisor knows them.</param>
    public sealed record GiveReadiness(ReadinessFacts Facts) : SupervisorEffect;

    /// <summary>The first sweep is done: the daemon supervises.</summary>
    public sealed record BecomeReady : SupervisorEffect;
}
