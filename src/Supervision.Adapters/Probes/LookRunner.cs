using System.Collections.Concurrent;
using Supervision.Adapters.Linux;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Adapters.Probes;

/// <summary>
/// Runs looks so that each has an end, whatever it does. At the end of its time a look is cancelled; one that does not care is left behind
/// a moment later. There is never more than one look of one probe, so no more can be left behind than there are probes.
/// </summary>
internal sealed class LookRunner(TimeProvider clock)
{
    // For a cancelled look to clean up behind itself.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);
    private const int LongestDetail = 300;

    private readonly ConcurrentDictionary<string, bool> _living = new(StringComparer.Ordinal);

    /// <summary>Looks once; see <see cref="IProbes.LookAsync"/>.</summary>
    /// <param name="way">How it is done. May throw, and may ignore its deadline.</param>
    public async Task<ProbeOutcome> RunAsync(
        ProbeSettings probe, UnitStatus? unit, Func<Look, Task<ProbeOutcome>> way, CancellationToken cancellation)
    {
        if (!_living.TryAdd(probe.Id, true))
            return new ProbeOutcome.Unknown("the look before this one hangs, although its time is over");
        var deadline = new CancellationTokenSource(probe.Timeout, clock);
        using var calledOff = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        var look = new Look(probe, unit, deadline.Token);

        // Off the caller's thread: what comes before the first await may take its time too.
        var life = Task.Run(() => LiveAsync(look, way), CancellationToken.None);
        var ended = await IsOverAsync(life, look.Deadline);
        if (life.IsCompleted)
            deadline.Dispose();
        else
            _ = life.ContinueWith(_ => deadline.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return ended ? Plain(await life)
            : cancellation.IsCancellationRequested ? new ProbeOutcome.Unknown("the look was called off")
            : Plain(look.Late);
    }

    /// <returns>It came to its end in time.</returns>
    private async Task<bool> IsOverAsync(Task life, CancellationToken deadline)
    {
        if (await Task.WhenAny(life, Passing(deadline)) == life)
            return true;
        await Task.WhenAny(life, Task.Delay(Farewell, clock, CancellationToken.None));
        return false;
    }

    private static Task Passing(CancellationToken deadline) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, deadline);

    private async Task<ProbeOutcome> LiveAsync(Look look, Func<Look, Task<ProbeOutcome>> way)
    {
        try
        {
            return await way(look);
        }
        catch (OperationCanceledException) when (look.Deadline.IsCancellationRequested)
        {
            return look.Late;
        }
#pragma warning disable CA1031 // Whatever a probe throws is told as its outcome: the next look goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return look.Deadline.IsCancellationRequested
                ? look.Late
                : new ProbeOutcome.Unknown($"the probe itself failed: {failure.GetType().Name}: {failure.Message}");
        }
        finally
        {
            _living.TryRemove(look.Probe.Id, out _);
        }
    }

    // Others put text into these: it is made fit for a log and a terminal, once for all kinds.
    private static ProbeOutcome Plain(ProbeOutcome outcome)
    {
        var detail = PlainText.Escaped(outcome.Detail.Length > LongestDetail ? outcome.Detail[..LongestDetail] + "…" : outcome.Detail);
        return detail == outcome.Detail ? outcome : outcome switch
        {
            ProbeOutcome.Passed => new ProbeOutcome.Passed(detail),
            ProbeOutcome.Impaired impaired => new ProbeOutcome.Impaired(detail)
            {
                Refuses = impaired.Refuses,
                OfCertificate = impaired.OfCertificate,
            },
            ProbeOutcome.Starting => new ProbeOutcome.Starting(detail),
            ProbeOutcome.Failed => new ProbeOutcome.Failed(detail),
            _ => new ProbeOutcome.Unknown(detail),
        };
    }
}
