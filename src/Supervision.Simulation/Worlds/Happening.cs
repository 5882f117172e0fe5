using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Worlds;

/// <summary>One thing that happened in a virtual world, as somebody who sees everything saw it. Timelines, expectations and invariants
/// are made of these and of nothing else.</summary>
/// <param name="At">The host's wall clock, as wrong as it was.</param>
/// <param name="Elapsed">Since the world began; never goes back, and stands still while the host sleeps.</param>
public abstract record Happening(DateTimeOffset At, TimeSpan Elapsed)
{
    /// <summary>A fault struck.</summary>
    public sealed record Struck(DateTimeOffset At, TimeSpan Elapsed, Fault Fault) : Happening(At, Elapsed);

    /// <summary>A unit is in another state; the truth, whether anybody was told or not.</summary>
    /// <param name="Works">It is up and does its work.</param>
    public sealed record UnitChanged(DateTimeOffset At, TimeSpan Elapsed, ServiceName Service, UnitStatus Status, bool Works)
        : Happening(At, Elapsed);

    /// <summary>The daemon began a life.</summary>
    /// <param name="Life">1 for the first.</param>
    public sealed record DaemonBegan(DateTimeOffset At, TimeSpan Elapsed, int Life) : Happening(At, Elapsed);

    /// <summary>The daemon has done its first sweep and is ready.</summary>
    public sealed record DaemonReady(DateTimeOffset At, TimeSpan Elapsed) : Happening(At, Elapsed);

    /// <summary>The daemon died.</summary>
    /// <param name="Why">A fault's words, or why it ended itself.</param>
    /// <param name="ByItself">It gave itself up: an actor that is never restarted failed.</param>
    public sealed record DaemonDied(DateTimeOffset At, TimeSpan Elapsed, string Why, bool ByItself) : Happening(At, Elapsed);

    /// <summary>The host goes down, or is up again.</summary>
    public sealed record HostChanged(DateTimeOffset At, TimeSpan Elapsed, bool Up) : Happening(At, Elapsed);

    /// <summary>The journal said that an entry is durable.</summary>
    public sealed record Stored(DateTimeOffset At, TimeSpan Elapsed, JournalEntry Entry) : Happening(At, Elapsed);

    /// <summary>The journal said that an entry is not durable.</summary>
    public sealed record NotStored(DateTimeOffset At, TimeSpan Elapsed, JournalEntry Entry, string Why) : Happening(At, Elapsed);

    /// <summary>The unit manager was asked for a run and has begun it.</summary>
    /// <param name="Units">What is restarted, in order; the unit of backend.sh for a run of the script.</param>
    public sealed record RunStarted(DateTimeOffset At, TimeSpan Elapsed, RunId Run, ImmutableArray<UnitName> Units, RecoveryStep? Step)
        : Happening(At, Elapsed);

    /// <summary>The unit manager refused a run.</summary>
    public sealed record RunRefused(DateTimeOffset At, TimeSpan Elapsed, RunId Run, string Why) : Happening(At, Elapsed);

    /// <summary>A run is over; the truth.</summary>
    public sealed record RunEnded(DateTimeOffset At, TimeSpan Elapsed, RunId Run, RunOutcome Outcome) : Happening(At, Elapsed);

    /// <summary>A line of <c>service_monitor.log</c>.</summary>
    public sealed record Logged(DateTimeOffset At, TimeSpan Elapsed, string Line) : Happening(At, Elapsed);

    /// <summary>A line of <c>system_monitor.log</c>.</summary>
    public sealed record SystemLogged(DateTimeOffset At, TimeSpan Elapsed, string Line) : Happening(At, Elapsed);

    /// <summary>A channel was given a message.</summary>
    /// <param name="Taken">It took it.</param>
    public sealed record Sent(DateTimeOffset At, TimeSpan Elapsed, OutgoingMessage Message, bool Taken) : Happening(At, Elapsed);

    /// <summary>An actor got a message that it does not know: a bug.</summary>
    public sealed record Unhandled(DateTimeOffset At, TimeSpan Elapsed, string What) : Happening(At, Elapsed);

    /// <summary>Something of the product threw: a bug, even where the tree lived on.</summary>
    public sealed record Failed(DateTimeOffset At, TimeSpan Elapsed, string What) : Happening(At, Elapsed);
}
