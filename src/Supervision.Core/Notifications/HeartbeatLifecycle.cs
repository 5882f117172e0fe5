using System.Collections.Immutable;
using System.Diagnostics;

namespace Supervision.Core.Notifications;

/// <summary>
/// Which ping is sent when, and what of it is told in the log.
/// <para>Intuition: a postcard to somebody outside, one at a time, and only by who has just come back from a walk past everyone that
/// decides. Whoever hangs on the way keeps the card from being sent, and the one outside begins to worry: that is what it is for.</para>
/// </summary>
public static class HeartbeatLifecycle
{
    public static Step<HeartbeatState, HeartbeatEffect> Next(HeartbeatState state, HeartbeatEvent happened, HeartbeatSettings settings) =>
        happened switch
        {
            HeartbeatEvent.Began => Ping(state, HeartbeatSignal.Start, settings),
            HeartbeatEvent.Returned back => Ping(state, back.SomethingIsDown ? HeartbeatSignal.Fail : HeartbeatSignal.Success, settings),
            HeartbeatEvent.Answered answer when answer.Ping != state.UnderWay => Nothing(state),
            HeartbeatEvent.Answered { Refused: { } why } => Refused(state with { UnderWay = null }, why),
            HeartbeatEvent.Answered => Heard(state with { UnderWay = null }),
            // Whoever is written to now knows nothing of what the other one was told.
            HeartbeatEvent.Reconfigured before when before.Before != settings =>
                Ping(state with { UnderWay = null, IsFailing = false }, HeartbeatSignal.Start, settings),
            HeartbeatEvent.Reconfigured => Nothing(state),
            _ => throw new UnreachableException(),
        };

    // One that has not come to its end is not followed by another: there is never more than one connection.
    private static Step<HeartbeatState, HeartbeatEffect> Ping(HeartbeatState state, HeartbeatSignal signal, HeartbeatSettings settings)
    {
        if (settings.Url is null || state.UnderWay is not null)
            return Nothing(state);
        var ping = state.LastPing + 1;
        return new(state with { LastPing = ping, UnderWay = ping }, [new HeartbeatEffect.Send(ping, signal)]);
    }

    private static Step<HeartbeatState, HeartbeatEffect> Refused(HeartbeatState state, string why) => state.IsFailing
        ? Nothing(state)
        : new(state with { IsFailing = true }, [new HeartbeatEffect.TellFailing(why)]);

    private static Step<HeartbeatState, HeartbeatEffect> Heard(HeartbeatState state) => state.IsFailing
        ? new(state with { IsFailing = false }, [new HeartbeatEffect.TellHeard()])
        : Nothing(state);

    private static Step<HeartbeatState, HeartbeatEffect> Nothing(HeartbeatState state) => new(state, ImmutableArray<HeartbeatEffect>.Empty);
}

/// <summary>What is known of the pings.</summary>
/// <param name="LastPing">Its number; 0 for none.</param>
/// <param name="UnderWay">The ping whose end is not known; null for none.</param>
/// <param name="IsFailing">The log was told that nobody is reached.</param>
public sealed record HeartbeatState(long LastPing, long? UnderWay, bool IsFailing)
{
    public static HeartbeatState Initial { get; } = new(0, null, false);
}

/// <summary>What happens to the heartbeat.</summary>
public abstract record HeartbeatEvent
{
    private HeartbeatEvent()
    {
    }

    /// <summary>The host is being watched.</summary>
    public sealed record Began : HeartbeatEvent;

    /// <summary>A round trip through all that decides has ended where it began.</summary>
    public sealed record Returned(bool SomethingIsDown) : HeartbeatEvent;

    /// <summary>A ping has come to its end.</summary>
    /// <param name="Refused">Why it was in vain; null where it was heard.</param>
    public sealed record Answered(long Ping, string? Refused) : HeartbeatEvent;

    /// <summary>The settings are others now, or the same again.</summary>
    public sealed record Reconfigured(HeartbeatSettings Before) : HeartbeatEvent;
}

/// <summary>What is to be done for the heartbeat.</summary>
public abstract record HeartbeatEffect
{
    private HeartbeatEffect()
    {
    }

    public sealed record Send(long Ping, HeartbeatSignal Signal) : HeartbeatEffect;

    /// <summary>Say in the log, once, that the outside is not reached.</summary>
    public sealed record TellFailing(string Why) : HeartbeatEffect;

    /// <summary>Say in the log that it is reached again.</summary>
    public sealed record TellHeard : HeartbeatEffect;
}
