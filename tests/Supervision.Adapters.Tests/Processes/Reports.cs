using System.Threading.Channels;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Processes;

/// <summary>What a unit manager reported, in order.</summary>
internal sealed class Reports
{
    private static readonly TimeSpan Failsafe = TimeSpan.FromSeconds(60);

    private readonly Channel<UnitReport> _channel = Channel.CreateUnbounded<UnitReport>();

    public void Take(UnitReport report) => Assert.True(_channel.Writer.TryWrite(report));

    /// <summary>The next report of this kind that fits; what comes before it is passed over.</summary>
    public async Task<T> Next<T>(Func<T, bool>? fits = null) where T : UnitReport
    {
        using var failsafe = new CancellationTokenSource(Failsafe);
        while (true)
        {
            var report = await _channel.Reader.ReadAsync(failsafe.Token);
            if (report is T wanted && (fits is null || fits(wanted))) return wanted;
        }
    }

    public async Task<UnitReport> Next() => await Next<UnitReport>();

    public bool IsEmpty => _channel.Reader.Count == 0;
}
