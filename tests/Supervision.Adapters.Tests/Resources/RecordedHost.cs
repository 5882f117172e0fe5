using System.Collections.Immutable;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Resources;
using Supervision.Adapters.Tests.Probes;
using Supervision.Core.Resources;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Resources;

/// <summary>A host that consists of recorded files.</summary>
internal sealed class RecordedHost : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly MovedClock _clock = new();
    private readonly HostResources _resources;

    public RecordedHost() => _resources = new HostResources(_clock, _root.Path, point => Look(point));

    public Func<string, DiskUse> Look { get; set; } = _ => new DiskUse(50, 10) { Bytes = (50, 100), Files = (10, 100) };

    public string Root => _root.Path;

    /// <summary>Writes a file, over what was there.</summary>
    public RecordedHost With(string path, string text)
    {
        var file = _root.Path + path;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public void Without(string path) => Directory.Delete(_root.Path + path, recursive: true);

    public void Pass(TimeSpan time) => _clock.Move(time);

    public async Task<Sample> ReadAsync(params string[] units) =>
        await _resources.ReadAsync([.. units.Select(UnitName.Of)], CancellationToken.None);

    public void Dispose()
    {
        _resources.Dispose();
        _root.Dispose();
    }
}

/// <summary>Readings by what they are of.</summary>
internal static class Samples
{
    public static Reading? Of(this Sample sample, MetricKind kind, string subject = "")
    {
        var found = sample.Readings.Where(reading => reading.Metric == new Metric(kind, subject)).ToList();
        return found.Count == 0 ? null : Assert.Single(found);
    }

    public static double? Value(this Sample sample, MetricKind kind, string subject = "") => sample.Of(kind, subject)?.Value;

    public static string[] Subjects(this Sample sample, MetricKind kind) =>
        [.. sample.Readings.Where(reading => reading.Metric.Kind == kind).Select(reading => reading.Metric.Subject)];
}
