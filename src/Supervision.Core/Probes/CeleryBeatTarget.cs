using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>How long ago did beat schedule something?</summary>
/// <param name="Key">The key in Redis to which a periodic task of the application writes the time; empty for none.</param>
/// <param name="ScheduleFile">Beat's own file, which it writes every three minutes where its database is one that can be written in
/// between; empty for none.</param>
/// <param name="MaxAge">Of the younger of the two.</param>
/// <param name="Queues">Where that task waits for a worker: what lies there is not beat's fault.</param>
public sealed record CeleryBeatTarget(
    CeleryBroker Broker, string Key, string ScheduleFile, TimeSpan MaxAge, ImmutableArray<string> Queues) : IProbeTarget
{
    public string Kind => "celery-beat";

    public string Question => $"{Broker.Words}, " + ProbeValues.Words(
        ("key", Key), ("schedule-file", ScheduleFile), ("max-age", DurationText.Write(MaxAge)), ("queues", ProbeValues.List(Queues)));

    public bool Equals(CeleryBeatTarget? other) => other is not null && Question == other.Question;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Question);
}

/// <summary>Reads a probe of the kind celery-beat.</summary>
internal static class CeleryBeatTargetReader
{
    public static CeleryBeatTarget Read(Section probe)
    {
        var target = new CeleryBeatTarget(
            CeleryBroker.Read(probe),
            ProbeValues.Line(probe, "key"),
            ProbeValues.Path(probe, "schedule-file"),
            probe.Duration("max-age", TimeSpan.FromSeconds(10), TimeSpan.FromDays(7)),
            CeleryWorkerTargetReader.ReadQueues(probe));
        if (target.Key.Length == 0 && target.ScheduleFile.Length == 0)
        {
            probe.Reject(
                "key", "is empty, and schedule-file too, so that nothing tells of a run", "write key = \"healthcheck:celerybeat\"");
        }

        return target;
    }
}

/// <summary>The instant that the application's task has written.</summary>
public static class HeartbeatText
{
    /// <summary>Seconds since 1970, as <c>time.time()</c> of Python gives them, or a date of ISO 8601 with its zone.</summary>
    /// <returns>Null where it is neither.</returns>
    public static DateTimeOffset? Read(string text)
    {
        const double Latest = 253_402_300_799;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return seconds <= Latest ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;
    }
}
