using System.Collections.Frozen;
using System.Collections.Immutable;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;

namespace Supervision.Core.Tests.Resources;

/// <summary>One metric, read again and again in virtual time, and all that is told of it.</summary>
internal sealed class Meter(ResourceSettings settings)
{
    public static readonly Metric Disk = new(MetricKind.Disk, "/var");

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 7, 0, 0, TimeSpan.FromHours(3));

    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private TimeSpan _elapsed;

    public ResourceState State { get; private set; } = ResourceState.Initial;

    public List<ResourceEffect> Effects { get; } = [];

    public ResourceSettings Settings { get; set; } = settings;

    public DateTimeOffset Now => Start + _elapsed;

    /// <summary>What was told, in a few words each.</summary>
    public IEnumerable<string> Told => Effects.OfType<ResourceEffect.Tell>().Select(tell => tell.Notice switch
    {
        Notice.ResourceRaised it => it.Severity.ToString(),
        Notice.ResourceRunsOut => "RunsOut",
        Notice.ResourceCleared => "Cleared",
        var other => other.ToString(),
    });

    public static ResourceSettings Bounds(params ResourceBound[] bounds) => ResourceSettings.None with { Bounds = bounds.ToFrozenDictionary(bound => bound.Kind) };

    /// <summary>85% and 95%, for as long as told.</summary>
    public static ResourceSettings Thresholds(MetricKind kind, TimeSpan lasting) => Bounds(new ResourceBound(kind, "x", 85, 95, lasting, lasting, null));

    /// <summary>Full within a day, and no thresholds.</summary>
    public static ResourceSettings Forecast { get; } = Bounds(new ResourceBound(MetricKind.Disk, "disk", null, null, default, default, TimeSpan.FromDays(1)));

    /// <summary>Reads shares of 100, thirty seconds apart.</summary>
    public Meter Read(params double[] shares)
    {
        foreach (var share in shares)
            Take(new Reading(Disk, share, 100));
        return this;
    }

    public Meter Take(params Reading[] readings)
    {
        Advance(new ResourceEvent.Sampled(new Sample(Now, [.. readings])));
        _elapsed += Every;
        return this;
    }

    public Meter Pass(TimeSpan time)
    {
        _elapsed += time;
        return this;
    }

    public void Advance(ResourceEvent happened)
    {
        var step = ResourceLifecycle.Next(State, happened, Settings, new Moment(Now, _elapsed));
        State = step.State;
        Effects.AddRange(step.Effects);
    }
}
