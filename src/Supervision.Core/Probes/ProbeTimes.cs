using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>When a probe looks, for how long, and how long it has to say the same thing.</summary>
internal sealed record ProbeTimes(TimeSpan Every, TimeSpan Timeout, TimeSpan DownAfter, TimeSpan UpAfter)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static ProbeTimes Read(Section probe)
    {
        var times = new ProbeTimes(
            probe.Duration("every", TimeSpan.FromSeconds(1), Day),
            probe.Duration("timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)),
            probe.Duration("down-after", TimeSpan.Zero, Day),
            probe.Duration("up-after", TimeSpan.Zero, Day));
        if (times.Timeout > times.Every && probe.IsSound("every") && probe.IsSound("timeout"))
            RejectTimeout(probe, DurationText.Write(times.Timeout), DurationText.Write(times.Every));
        return times;
    }

    // Told of what the operator wrote, which may be either of the two.
    private static void RejectTimeout(Section probe, string timeout, string every)
    {
        const string Why = "and there are never two looks of one probe";
        if (probe.IsDefault("timeout"))
        {
            probe.Reject(
                "every", $"is {every}, shorter than the timeout of {timeout}, {Why}", $"write timeout = {every} too, or a longer every");
        }
        else
            probe.Reject("timeout", $"is {timeout}, longer than every = {every}, {Why}", $"write at most {every}, or a longer every");
    }
}
