using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Supervision.Core.Schedule;

namespace Supervision.Daemon.CommandLine;

/// <summary>Coming ticks for people, the same in every locale.</summary>
internal static class ScheduleText
{
    public static IEnumerable<string> Lines(TimeZoneInfo zone, IReadOnlyCollection<DueTicks> coming) => coming.Count == 0
        ? ["Nothing is due any more."]
        : coming.Select(due => $"{Local(due.At, zone)} {zone.Id}  {string.Join(", ", due.Names)}");

    private static string Local(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}

/// <param name="Zone">The time zone of the configuration, by its name.</param>
internal sealed record ScheduleMessage(string Zone, IReadOnlyList<TickMessage> Ticks)
{
    public static ScheduleMessage Of(TimeZoneInfo zone, IEnumerable<DueTicks> coming) =>
        new(zone.Id, [.. coming.Select(due => new TickMessage(TimeZoneInfo.ConvertTime(due.At, zone), [.. due.Names]))]);
}

/// <param name="At">With the offset that the zone has then.</param>
/// <param name="Names">Every tick that falls on it; they are one sweep.</param>
internal sealed record TickMessage(DateTimeOffset At, IReadOnlyList<string> Names);

/// <summary>The JSON of <c>healthcheck schedule</c>, generated at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(ScheduleMessage))]
internal sealed partial class ScheduleJson : JsonSerializerContext
{
    public static string Write(ScheduleMessage schedule) => JsonSerializer.Serialize(schedule, Default.ScheduleMessage);
}
