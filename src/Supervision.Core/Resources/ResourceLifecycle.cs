using System.Collections.Immutable;
using System.Diagnostics;
using Supervision.Core.Notifications;

namespace Supervision.Core.Resources;

/// <summary>
/// Which figures people have to be told of.
/// <para>Intuition: a caretaker who reads the meters on every round. He calls when a needle has been in the red for as long as was agreed,
/// calls again when it gets worse or better, and calls once more when it is over, by a margin, so that a needle that trembles on the
/// line does not make the telephone ring. And he calls when his chart says that a tank will run over by tomorrow.</para>
/// <para>Each change is told once. A figure that cannot be read is neither well nor ill: what was said of it stands, until it has been
/// gone for so long that it is no more.</para>
/// </summary>
public static class ResourceLifecycle
{
    /// <summary>What has not been read for so long is gone; what was said of it is over.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromHours(1);

    public static Step<ResourceState, ResourceEffect> Next(
        ResourceState state, ResourceEvent happened, ResourceSettings settings, Moment now) => happened switch
        {
            ResourceEvent.TickCame => new(state with { SummaryDue = true }, [new ResourceEffect.Read()]),
            ResourceEvent.Sampled { Sample: var sample } => Take(state, sample, settings, now),
            _ => throw new UnreachableException(),
        };

    private static Step<ResourceState, ResourceEffect> Take(ResourceState state, Sample sample, ResourceSettings settings, Moment now)
    {
        var effects = ImmutableArray.CreateBuilder<ResourceEffect>();
        effects.Add(new ResourceEffect.Store(sample));
        var metrics = state.Metrics.ToBuilder();
        foreach (var reading in sample.Readings)
            Judge(reading, metrics, settings, now, effects);
        var mounted = Mounted(sample);
        foreach (var gone in state.Metrics.Values.Where(metric => IsGone(metric, mounted, now)))
        {
            metrics.Remove(gone.Last.Metric);
            if (gone.IsTrouble)
                effects.Add(new ResourceEffect.Tell(new Notice.ResourceCleared(now.Wall, gone.Last)));
        }

        var next = new ResourceState(sample, metrics.ToImmutable(), SummaryDue: false);
        if (state.SummaryDue)
            effects.Add(new ResourceEffect.Summarise(sample, next.Troubles));
        return new(next, effects.ToImmutable());
    }

    private static void Judge(
        Reading reading,
        ImmutableDictionary<Metric, MetricState>.Builder metrics,
        ResourceSettings settings,
        Moment now,
        ImmutableArray<ResourceEffect>.Builder effects)
    {
        var known = metrics.TryGetValue(reading.Metric, out var before);
        var bound = settings.Of(reading.Metric);
        if (bound is null && !known)
            return;
        before ??= MetricState.Of(reading, now.Elapsed);
        if (bound is null)
        {
            // Nobody wants to know any more.
            metrics.Remove(reading.Metric);
            if (before.IsTrouble)
                effects.Add(new ResourceEffect.Tell(new Notice.ResourceCleared(now.Wall, reading)));
            return;
        }

        // Of a share of an unknown whole nothing is known.
        if (reading.Measured() is not { } measured)
            return;
        var after = MetricJudge.Judge(before, reading, measured, bound, settings, now);
        metrics[reading.Metric] = after;
        Tell(before, after, bound, effects, now);
    }

    private static void Tell(
        MetricState before, MetricState after, ResourceBound bound, ImmutableArray<ResourceEffect>.Builder effects, Moment now)
    {
        if (after.Raised is { } severity && severity != before.Raised)
        {
            var threshold = severity == Severity.Critical ? bound.Critical : bound.Warning;
            effects.Add(new ResourceEffect.Tell(new Notice.ResourceRaised(now.Wall, after.Last, severity, threshold ?? 0)));
        }

        if (after.RunsOut.IsOn && !before.RunsOut.IsOn && after.FullAt is { } fullAt)
            effects.Add(new ResourceEffect.Tell(new Notice.ResourceRunsOut(now.Wall, after.Last, fullAt)));
        if (before.IsTrouble && !after.IsTrouble)
            effects.Add(new ResourceEffect.Tell(new Notice.ResourceCleared(now.Wall, after.Last)));
    }

    // The table of mounts is read even where a file system hangs: one that is not in it is not mounted any more.
    private static bool IsGone(MetricState metric, ImmutableHashSet<string> mounted, Moment now)
    {
        var (kind, subject) = (metric.Last.Metric.Kind, metric.Last.Metric.Subject);
        if (metric.Seen == now.Elapsed)
            return false;
        if (kind is MetricKind.Disk or MetricKind.Inodes or MetricKind.DiskReadOnly && !mounted.IsEmpty)
            return !mounted.Contains(subject);
        return now.Elapsed - metric.Seen >= GoneAfter;
    }

    // Empty where the table itself was not read.
    private static ImmutableHashSet<string> Mounted(Sample sample) => sample.Readings
        .Where(reading => reading.Metric.Kind == MetricKind.DiskReadOnly)
        .Select(reading => reading.Metric.Subject)
        .ToImmutableHashSet(StringComparer.Ordinal);
}
