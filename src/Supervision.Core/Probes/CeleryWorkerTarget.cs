using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Does the worker take what waits for it, and does it answer where it is asked to?</summary>
/// <param name="Queues">Those that it works on.</param>
/// <param name="StuckAfter">The longest time for which it may take nothing although something waits: longer than its longest task.</param>
/// <param name="Ping">The worker's own name, as in <c>celery inspect ping -d NAME</c>; <c>%h</c> stands for the host's. Empty for no
/// ping.</param>
public sealed record CeleryWorkerTarget(CeleryBroker Broker, ImmutableArray<string> Queues, TimeSpan StuckAfter, string Ping) : IProbeTarget
{
    public string Kind => "celery-worker";

    public string Question => $"{Broker.Words}, " + ProbeValues.Words(
        ("queues", ProbeValues.List(Queues)), ("stuck-after", DurationText.Write(StuckAfter)), ("ping", Ping));

    public bool Equals(CeleryWorkerTarget? other) => other is not null && Question == other.Question;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Question);
}

/// <summary>Reads a probe of the kind celery-worker.</summary>
internal static class CeleryWorkerTargetReader
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static CeleryWorkerTarget Read(Section probe)
    {
        var ping = ProbeValues.Line(probe, "ping");
        if (ping.Length > 0 && !ping.Contains('@', StringComparison.Ordinal))
        {
            probe.Reject(
                "ping",
                $"must be a worker's whole name, but is {Excerpt.Of(ping)}",
                "write it as celery does, such as \"celery@%h\"; celery status lists them");
        }

        return new CeleryWorkerTarget(
            CeleryBroker.Read(probe),
            ReadQueues(probe),
            probe.Duration("stuck-after", TimeSpan.FromSeconds(10), Week),
            ping);
    }

    internal static ImmutableArray<string> ReadQueues(Section probe)
    {
        var queues = probe.Texts("queues");
        if (queues.Any(queue => queue.Length == 0 || queue.Any(char.IsControl)))
            probe.Reject("queues", "has a name that no queue can have", "write them as the worker's option -Q does, such as [celery]");
        return queues;
    }
}
