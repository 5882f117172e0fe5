using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Services;

namespace Supervision.Simulation.Faults;

/// <summary>Something that happens to a virtual host: an outage, a person at work, or an end to either.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>All processes of the service's unit are killed.</summary>
    public sealed record Kill(ServiceName Service) : Fault;

    /// <summary>The service ends by itself, in good order.</summary>
    public sealed record Exit(ServiceName Service) : Fault;

    /// <summary>A person stops the service's unit.</summary>
    public sealed record Stop(ServiceName Service) : Fault;

    /// <summary>A person starts the service's unit, which is well again by that.</summary>
    public sealed record Start(ServiceName Service) : Fault;

    /// <summary>The service goes on running and does no work any more, until it is started anew.</summary>
    public sealed record Hang(ServiceName Service) : Fault;

    /// <summary>Whatever is wrong with the service ends: it works, its starts succeed, and it is up if nobody stopped it.</summary>
    public sealed record Heal(ServiceName Service) : Fault;

    /// <summary>A person masks the service's unit, which goes on running if it does.</summary>
    public sealed record Mask(ServiceName Service) : Fault;

    /// <summary>Every life of the service ends after <paramref name="Lives"/>, the present one too.</summary>
    /// <param name="For">Then its lives last again; null for never.</param>
    public sealed record CrashLoop(ServiceName Service, TimeSpan Lives, TimeSpan? For) : Fault;

    /// <summary>Every start of the service takes this long from now on.</summary>
    public sealed record SlowStart(ServiceName Service, TimeSpan Takes) : Fault;

    /// <summary>Every start of the service is under way for ever.</summary>
    public sealed record StuckStart(ServiceName Service) : Fault;

    /// <summary>The probes of a service say something else than the truth.</summary>
    /// <param name="For">Then they tell the truth again; null for never.</param>
    public sealed record Lie(ServiceName Service, ProbeLie Says, TimeSpan? For) : Fault;

    /// <summary>How backend.sh behaves.</summary>
    /// <param name="ExitCode">Of the script.</param>
    /// <param name="Times">For so many runs, then it is its old self; null for all.</param>
    /// <param name="Takes">From its start to its end; null for never.</param>
    /// <param name="Brings">The services that it restarts at its end; null for all where it ends with 0, and for none otherwise.</param>
    /// <param name="Refused">The unit manager refuses to start it, in these words; null where it does not.</param>
    public sealed record Backend(int ExitCode, int? Times, TimeSpan? Takes, ImmutableArray<ServiceName>? Brings, string? Refused) : Fault
    {
        public bool Equals(Backend? other) =>
            other is not null
            && (ExitCode, Times, Takes, Refused) == (other.ExitCode, other.Times, other.Takes, other.Refused)
            && Brings.HasValue == other.Brings.HasValue
            && (Brings ?? []).SequenceEqual(other.Brings ?? []);

        public override int GetHashCode() => HashCode.Combine(ExitCode, Times, Takes, Refused, Brings?.Length);
    }

    /// <summary>The host goes down in good order and is up again after <paramref name="Takes"/>.</summary>
    public sealed record Reboot(TimeSpan Takes) : Fault;

    /// <summary>The daemon is killed, and started again by the unit manager.</summary>
    /// <param name="Skip">At how many further such points it goes on living before it dies: 0 for the first.</param>
    /// <param name="BackIn">From its death to its next start.</param>
    public sealed record KillDaemon(DeathPoint At, int Skip, TimeSpan BackIn) : Fault;

    /// <summary>The wall clock is set.</summary>
    /// <param name="By">Forward, or back where it is negative.</param>
    public sealed record StepClock(TimeSpan By) : Fault;

    /// <summary>The host sleeps: the wall clock goes on, the monotonic one does not.</summary>
    public sealed record Suspend(TimeSpan For) : Fault;

    /// <summary>The disk of journal, outbox and samples.</summary>
    /// <param name="For">Then it is well again; null for never.</param>
    public sealed record Disk(DiskState Is, TimeSpan? For) : Fault;

    /// <summary>The unit manager cannot be reached.</summary>
    public sealed record BusLost(TimeSpan For) : Fault;

    /// <summary>What the unit manager tells unasked does not come as it should.</summary>
    public sealed record Signals(SignalTrouble Are, TimeSpan For) : Fault;

    /// <summary>A channel to people takes nothing.</summary>
    /// <param name="Name">As in the configuration.</param>
    public sealed record ChannelDown(string Name, TimeSpan For) : Fault;

    /// <summary>A person asks for nothing to be done.</summary>
    /// <param name="Service">Null for all.</param>
    public sealed record Hold(ServiceName? Service, TimeSpan For, string Reason) : Fault;

    /// <summary>A person ends holds.</summary>
    /// <param name="Service">Null for all.</param>
    public sealed record Resume(ServiceName? Service) : Fault;

    /// <summary>Something of the host stands in the way of a run.</summary>
    public sealed record InTheWay(ObstacleKind Kind, TimeSpan For) : Fault;

    /// <summary>A figure of the host.</summary>
    /// <param name="Metric">As <c>healthcheck resources</c> names it: <c>memory</c>, <c>disk:/</c>.</param>
    /// <param name="Value">In per cent, or in what the metric counts.</param>
    public sealed record Figure(string Metric, double Value) : Fault;

    /// <summary>A person frees the budget.</summary>
    public sealed record FreeBudget : Fault;

    /// <summary>As it is written in a scenario, without its time.</summary>
    public sealed override string ToString() => FaultText.Of(this);
}

/// <summary>What a probe says whatever the truth is.</summary>
public enum ProbeLie
{
    Fails,
    Unknown,
    Impaired,
    Passes,
}

/// <summary>Where the daemon dies.</summary>
public enum DeathPoint
{
    /// <summary>At rest, between two events.</summary>
    Now,

    /// <summary>As an intent is about to be written.</summary>
    BeforeIntent,

    /// <summary>When an intent is durable and nobody knows of it yet.</summary>
    AfterIntent,

    /// <summary>As the unit manager is about to be asked for a run.</summary>
    BeforeStart,

    /// <summary>When the unit manager has begun a run, and has not answered yet.</summary>
    AfterStart,

    /// <summary>As the outcome of a run is about to be written.</summary>
    BeforeOutcome,

    /// <summary>When the outcome is durable.</summary>
    AfterOutcome,

    /// <summary>As a message is about to be put into the outbox.</summary>
    BeforeMessage,

    /// <summary>When a message is in the outbox and has not been sent.</summary>
    AfterMessage,

    /// <summary>When a message was taken by its channel, and nobody knows of it yet.</summary>
    AfterSending,

    /// <summary>Before whatever it does next to the outside.</summary>
    BeforeAnything,

    /// <summary>After whatever it does next to the outside.</summary>
    AfterAnything,
}

/// <summary>What a disk can be like.</summary>
public enum DiskState
{
    Well,

    /// <summary>Nothing can be written.</summary>
    Full,

    /// <summary>Every write takes some seconds. What is under way when the daemon dies is there afterwards, although nobody was
    /// told.</summary>
    Slow,

    /// <summary>Every write takes some seconds. What is under way when the daemon dies is gone.</summary>
    Lossy,
}

/// <summary>What can become of signals.</summary>
public enum SignalTrouble
{
    Lost,
    Doubled,
    Reordered,
}
