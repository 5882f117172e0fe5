namespace Supervision.Core.Services;

/// <summary>What a service is, as far as the evidence goes.</summary>
public enum Verdict
{
    /// <summary>There is no evidence either way. Reported, and never a reason to start anything.</summary>
    Unknown,

    /// <summary>On its way up: somebody, perhaps systemd itself, is starting it.</summary>
    Starting,

    /// <summary>Something of it runs, and its probes pass.</summary>
    Up,

    /// <summary>It works, but not as it should. Told, and never a reason to start anything.</summary>
    Degraded,

    /// <summary>A probe fails, but not for long enough to act on it.</summary>
    Suspect,

    /// <summary>On its way down.</summary>
    Stopping,

    /// <summary>It ended in good order: a person's stop, not an outage.</summary>
    Stopped,

    /// <summary>It ended by a failure, or it runs and has not done its work for too long.</summary>
    Down,
}

/// <summary>A verdict with what it rests on.</summary>
/// <param name="Evidence">What was seen, for people: <c>gunicorn.service is failed (signal)</c>.</param>
/// <param name="Invocation">The life of the unit that was judged; another one is another case.</param>
public sealed record Judgement(Verdict Verdict, string Evidence, string Invocation)
{
    /// <summary>The key of the probe that the verdict rests on; null where it rests on the unit.</summary>
    public string? Probe { get; init; }

    /// <summary>Up as far as its unit goes, while its probes have yet to be asked for the first time in this life of the daemon: good
    /// enough for who was up all the time, and no sign of recovery for who was not.</summary>
    public bool Provisional { get; init; }

    /// <summary>Before anything was seen.</summary>
    public static Judgement Unseen { get; } = new(Verdict.Unknown, "not seen yet", "");
}
