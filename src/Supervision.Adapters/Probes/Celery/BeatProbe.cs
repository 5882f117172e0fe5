using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes.Celery;

/// <summary>Carries out probes of the kind celery-beat.</summary>
internal sealed class BeatProbe(HostNames names, TimeProvider clock)
{
    public async Task<ProbeOutcome> LookAsync(CeleryBeatTarget target, Look look)
    {
        look.WaitsForOther($"asking the broker at {target.Broker.Address}");
        try
        {
            // Asked in any case: beat without its broker does not get on either, and that is not beat's fault.
            await using var broker = await BrokerTalk.OpenAsync(target.Broker, names, look.Deadline).ConfigureAwait(false);
            var (written, why) = await WrittenAsync(broker, target.Key, look.Deadline).ConfigureAwait(false);
            var file = ScheduleFile.Read(target.ScheduleFile);
            var waiting = await new WaitingMessages(broker).HeadsAsync(target.Queues, look.Deadline).ConfigureAwait(false);
            var missing = string.Join("; ", new[] { why, file.Why }.Where(one => one.Length > 0));
            return BeatJudge.Judge(target, new BeatReading(written, file.Synced, waiting.Count > 0, missing), clock.GetUtcNow());
        }
        catch (BrokerException unanswered)
        {
            return new ProbeOutcome.Unknown($"broker: {target.Broker.Address} {unanswered.Message}");
        }
    }

    private static async Task<(DateTimeOffset? Written, string Why)> WrittenAsync(
        BrokerTalk broker, string key, CancellationToken cancellation)
    {
        if (key.Length == 0) return (null, "");
        return await broker.AskAsync(cancellation, "GET", key).ConfigureAwait(false) switch
        {
            RespReply.Bulk value when HeartbeatText.Read(value.Text) is { } instant => (instant, ""),
            RespReply.Bulk => (null, $"the key {key} holds no time"),
            _ => (null, $"the application has not written the key {key}"),
        };
    }
}
