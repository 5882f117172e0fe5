using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>What tells of beat's last run; null for what is not known.</summary>
/// <param name="Written">When the application's task wrote its key.</param>
/// <param name="Synced">When beat wrote its file.</param>
/// <param name="IsSomethingWaiting">In one of the queues: then the task may wait there.</param>
/// <param name="Missing">Why there is no instant, in words.</param>
public sealed record BeatReading(DateTimeOffset? Written, DateTimeOffset? Synced, bool IsSomethingWaiting, string Missing);

/// <summary>Whether beat still schedules.</summary>
public static class BeatJudge
{
    public static ProbeOutcome Judge(CeleryBeatTarget target, BeatReading read, DateTimeOffset now)
    {
        var latest = read.Written > read.Synced || read.Synced is null ? read.Written : read.Synced;
        if (latest is not { } instant) return new ProbeOutcome.Unknown(read.Missing);
        if (instant - now > FileJudge.Skew)
            return new ProbeOutcome.Unknown("the last run is dated in the future: one of the clocks is wrong");
        if (now - instant <= target.MaxAge) return new ProbeOutcome.Passed("it schedules");
        var late = $"nothing was scheduled for more than {DurationText.Write(target.MaxAge)}";
        return read.IsSomethingWaiting && read.Written is not null
            ? new ProbeOutcome.Unknown($"worker: {late}, as far as the worker tells, which has not taken all that waits")
            : new ProbeOutcome.Failed(late);
    }
}
