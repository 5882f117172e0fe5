using System.Collections.Concurrent;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>What an adapter reported, to be taken in its order by a test.</summary>
internal sealed class Reports : IDisposable
{
    // A failsafe against a report that never comes, not an expectation.
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<UnitReport> _reports = [];
    private readonly List<string> _passed = [];

    internal void Add(UnitReport report) => _reports.Add(report);

    /// <summary>Takes reports until one of the kind that fits has come; what came before is passed over.</summary>
    internal T Next<T>(Func<T, bool>? fits = null) where T : UnitReport
    {
        while (_reports.TryTake(out var report, TooLong))
        {
            if (report is T wanted && fits?.Invoke(wanted) != false) return wanted;
            _passed.Add(report.ToString());
        }

        throw new TimeoutException($"no {typeof(T).Name} came; before it: {string.Join("\n", _passed)}");
    }

    internal UnitStatus NextStatus(string unit, UnitActivity activity) =>
        Next<UnitReport.Changed>(changed => changed.Status.Unit.Text == unit && changed.Status.Activity == activity).Status;

    /// <summary>All that was reported up to the first report of the kind, which is not among them.</summary>
    internal List<UnitReport> Until<T>() where T : UnitReport
    {
        var before = new List<UnitReport>();
        while (_reports.TryTake(out var report, TooLong))
        {
            if (report is T) return before;
            before.Add(report);
        }

        throw new TimeoutException($"no {typeof(T).Name} came; before it: {string.Join("\n", before)}");
    }

    public void Dispose() => _reports.Dispose();
}
