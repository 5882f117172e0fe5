using System.Collections.Immutable;

namespace Supervision.Adapters.Probes.Celery;

/// <summary>The messages that wait in Redis, as kombu lays them there: a list for each queue and priority, put in on the left, taken from
/// the right. A message of a priority other than 0 lies in the list <c>queue 06 16 priority</c>.</summary>
internal sealed class WaitingMessages(BrokerTalk broker)
{
    private const string Separator = "\u0006\u0016";

    // The steps that kombu rounds every priority to.
    private static readonly ImmutableArray<string> Priorities = ["", Separator + "3", Separator + "6", Separator + "9"];

    public static string QueueOf(string list) => list.Split(Separator)[0];

    /// <summary>By list, for those in which something waits: a digest of the message that is next in turn.</summary>
    public async Task<Dictionary<string, string>> HeadsAsync(ImmutableArray<string> queues, CancellationToken cancellation)
    {
        var heads = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var list in queues.SelectMany(queue => Priorities.Select(priority => queue + priority)))
        {
            if (await broker.AskAsync(cancellation, "LINDEX", list, "-1").ConfigureAwait(false) is RespReply.Bulk head)
                heads[list] = head.Digest;
        }

        return heads;
    }
}
