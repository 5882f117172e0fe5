using Supervision.Core.Resources;

namespace Supervision.Adapters.Resources;

/// <summary>The readings of one sample as they come together, and what the sample before counted: most of what the kernel tells are
/// counters, which say something only by their difference.</summary>
internal sealed class Course(TimeProvider clock)
{
    private readonly List<Reading> _readings = [];
    private Dictionary<(Metric, string), double> _before = [];
    private Dictionary<(Metric, string), double> _counted = [];
    private long? _timestampBefore;
    private long _timestamp;

    /// <summary>Begins the next sample.</summary>
    public void Begin()
    {
        _readings.Clear();
        (_before, _counted) = (_counted, _before);
        _counted.Clear();
        _timestampBefore = _timestamp == 0 ? null : _timestamp;
        _timestamp = clock.GetTimestamp();
    }

    /// <summary>What has come together.</summary>
    public Sample End() => new(clock.GetUtcNow(), [.. _readings]);

    /// <summary>Adds what is absent to nothing.</summary>
    public void Add(MetricKind kind, double? value, double? limit = null, string subject = "")
    {
        if (value is { } known) _readings.Add(new Reading(new Metric(kind, subject), known, limit));
    }

    /// <summary>The difference between a counter and what it was in the sample before; null where it was not in that, or has begun
    /// anew.</summary>
    /// <param name="part">Where a metric is made of several counters.</param>
    public double? Since(MetricKind kind, double? counter, string subject = "", string part = "")
    {
        if (counter is not { } now) return null;
        var key = (new Metric(kind, subject), part);
        _counted[key] = now;
        return _before.TryGetValue(key, out var before) && now >= before ? now - before : null;
    }

    /// <summary>The same for each second that has passed.</summary>
    public double? PerSecond(MetricKind kind, double? counter, string subject = "")
    {
        var since = Since(kind, counter, subject);
        if (_timestampBefore is not { } before) return null;
        var seconds = clock.GetElapsedTime(before, _timestamp).TotalSeconds;
        return seconds > 0 ? since / seconds : null;
    }
}
