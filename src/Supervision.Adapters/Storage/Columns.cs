using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervision.Core.Services;

namespace Supervision.Adapters.Storage;

/// <summary>How values stand in the tables: for people with a shell first, and exactly enough to be read back.</summary>
internal static class Columns
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    // Names stay readable: "şube", not "\u015fube".
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>ISO 8601 in UTC with microseconds, which sorts as text.</summary>
    public static string Text(this DateTimeOffset at) => at.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    public static DateTimeOffset ToInstant(this string text) =>
        DateTimeOffset.ParseExact(text, Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static long Microseconds(this TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>A JSON array of names, which SQL takes apart with <c>json_each</c>.</summary>
    public static string Text(this ImmutableArray<ServiceName> members) => Text(members.Select(member => member.Text));

    public static string Text(this ImmutableArray<string> texts) => Text(texts.AsEnumerable());

    private static string Text(IEnumerable<string> texts)
    {
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text, Readable);
        json.WriteStartArray();
        foreach (var one in texts) json.WriteStringValue(one);
        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    public static ImmutableArray<ServiceName> ToMembers(this string text) => [.. text.ToTexts().Select(name => new ServiceName(name))];

    public static ImmutableArray<string> ToTexts(this string text)
    {
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(one => one.GetString() ?? "")];
    }
}
