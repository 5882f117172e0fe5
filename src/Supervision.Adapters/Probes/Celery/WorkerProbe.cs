using System.Collections.Concurrent;
using Supervision.Core;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes.Celery;

/// <summary>Carries out probes of the kind celery-worker.</summary>
internal sealed class WorkerProbe(HostNames names, TimeProvider clock)
{
    // There is never more than one look of a probe, so nobody else changes what it remembers.
    private readonly ConcurrentDictionary<string, (string Question, QueueProgress Progress)> _seen = new(StringComparer.Ordinal);

    public async Task<ProbeOutcome> LookAsync(CeleryWorkerTarget target, Look look)
    {
        var began = clock.GetTimestamp();
        look.WaitsForOther($"asking the broker at {target.Broker.Address}");
        try
        {
            await using var broker = await BrokerTalk.OpenAsync(target.Broker, names, look.Deadline).ConfigureAwait(false);
            var progress = await SeeAsync(broker, target, look).ConfigureAwait(false);
            if (progress is ProbeOutcome.Failed || target.Ping.Length == 0) return progress;
            return await new WorkerPing(broker, target, look, clock, began).AskAsync().ConfigureAwait(false);
        }
        catch (BrokerException unanswered)
        {
            // What a worker does about a broker that comes back takes its time: that is counted from then on.
            _seen.TryRemove(look.Probe.Id, out _);
            return new ProbeOutcome.Unknown($"broker: {target.Broker.Address} {unanswered.Message}");
        }
    }

    private async Task<ProbeOutcome> SeeAsync(BrokerTalk broker, CeleryWorkerTarget target, Look look)
    {
        var heads = await new WaitingMessages(broker).HeadsAsync(target.Queues, look.Deadline).ConfigureAwait(false);
        var now = clock.Moment().Elapsed;
        var isKnown = _seen.TryGetValue(look.Probe.Id, out var known) && known.Question == target.Question;
        var before = isKnown ? known.Progress : QueueProgress.None;
        var progress = before.See(heads, look.Unit?.Invocation ?? "", now);
        _seen[look.Probe.Id] = (target.Question, progress);
        return progress.StandingFor(now) >= target.StuckAfter
            ? new ProbeOutcome.Failed(
                $"nothing was taken for {DurationText.Write(target.StuckAfter)}, and something waits in {Waiting(heads.Keys)}")
            : new ProbeOutcome.Passed("what waits is taken");
    }

    private static string Waiting(IEnumerable<string> lists) =>
        string.Join(", ", lists.Select(WaitingMessages.QueueOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
