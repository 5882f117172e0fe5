using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Resources;

namespace Supervision.Core.Hosting;

/// <summary><see cref="ResourceSettings"/> as texts by key, in the order of reference.conf.</summary>
internal static class ResourceFacts
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ResourceSettings resources) =>
    [
        Fact("every", DurationMeaning.Write(resources.Every)),
        Fact("course", DurationMeaning.Write(resources.Course)),
        Fact("hysteresis", Number(resources.Hysteresis) + "%"),
        Fact("ignore", $"[{string.Join(", ", resources.Ignore)}]"),
        .. resources.Bounds.Values.OrderBy(bound => bound.Kind).Select(bound => Fact(bound.Key, Written(bound))),
    ];

    private static string Written(ResourceBound bound)
    {
        if (Measures.IsOccurrence(bound.Kind))
            return bound.Critical is not null ? "critical" : bound.Warning is not null ? "warning" : "off";
        var fullIn = bound.FullIn is { } time ? $", full-in = {DurationMeaning.Write(time)}" : "";
        return $"{{ warning = {Threshold(bound, bound.Warning)}, critical = {Threshold(bound, bound.Critical)}, "
            + $"for = {DurationMeaning.Write(bound.For)}{fullIn} }}";
    }

    private static string Threshold(ResourceBound bound, double? threshold) => threshold is { } known
        ? Number(known) + Unit(bound.Kind)
        : "\"\"";

    private static string Unit(MetricKind kind) => kind switch
    {
        MetricKind.PressureCpu or MetricKind.PressureMemory or MetricKind.PressureIo => "%",
        MetricKind.SwapTraffic => "B",
        _ => Measures.Of(kind) == Measure.Share ? "%" : "",
    };

    private static KeyValuePair<string, string> Fact(string key, string value) => new($"{ResourceSettings.Section}.{key}", value);

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
