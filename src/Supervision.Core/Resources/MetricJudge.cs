namespace Supervision.Core.Resources;

/// <summary>What one more reading says of its metric.</summary>
internal static class MetricJudge
{
    // Of a course of six hours, ten minutes: so long a forecast has to stand.
    private const int StandingPart = 36;

    // A forecast that has come true in part is not over by being a little later.
    private const double Later = 1.5;

    public static MetricState Judge(
        MetricState before, Reading reading, double measured, ResourceBound bound, ResourceSettings settings, Moment now)
    {
        var margin = 1 - settings.Hysteresis / 100;
        var after = before with
        {
            Last = reading,
            Seen = now.Elapsed,
            Warning = Passed(before.Warning, measured, bound.Warning, margin, bound, now.Elapsed),
            Critical = Passed(before.Critical, measured, bound.Critical, margin, bound, now.Elapsed),
        };
        return bound.FullIn is { } fullIn && reading.Limit is { } limit
            ? Foresee(after, limit, fullIn, settings.Course, now)
            : after with { RunsOut = default, Trend = Trend.None, FullAt = null };
    }

    private static Latch Passed(Latch latch, double measured, double? threshold, double margin, ResourceBound bound, TimeSpan now) =>
        threshold is not { } passed ? default
        : latch.IsOn ? latch.Next(measured < passed * margin, bound.Calm, now)
        : latch.Next(measured >= passed, bound.For, now);

    private static MetricState Foresee(MetricState metric, double limit, TimeSpan fullIn, TimeSpan course, Moment now)
    {
        var value = metric.Last.Value;
        var trend = metric.Trend.With(now.Elapsed, value, course);
        var left = trend.Until(limit, value, course);
        var against = metric.RunsOut.IsOn ? left is null || left > fullIn * Later : left <= fullIn;
        var runsOut = metric.RunsOut.Next(against, course / StandingPart, now.Elapsed);
        var fullAt = !runsOut.IsOn ? null : left is { } time ? now.Wall + time : metric.FullAt;
        return metric with { Trend = trend, RunsOut = runsOut, FullAt = fullAt };
    }
}
