using System.Globalization;
using Supervision.Core.Resources;

namespace Supervision.Core.Notifications.Texts;

/// <summary>Readings as people read them.</summary>
internal static class Figures
{
    /// <param name="comma">Between a number and its fraction.</param>
    public static string Of(Reading reading, char comma)
    {
        var value = Value(reading.Metric.Kind, reading.Value, comma);
        return reading.Share is { } share && reading.Limit is { } limit
            ? $"{Number(share, comma)}% ({value} / {Value(reading.Metric.Kind, limit, comma)})"
            : value;
    }

    /// <summary>A threshold is a share wherever there is a limit.</summary>
    public static string Threshold(Reading reading, double threshold, char comma) =>
        reading.Limit is > 0 ? $"{Number(threshold, comma)}%" : Value(reading.Metric.Kind, threshold, comma);

    private static string Value(MetricKind kind, double value, char comma) => kind switch
    {
        MetricKind.Memory or MetricKind.Swap or MetricKind.Disk or MetricKind.UnitMemory => Bytes(value, comma),
        MetricKind.SwapTraffic or MetricKind.UnitIo => $"{Bytes(value, comma)}/s",
        MetricKind.NetworkErrors => $"{Number(value, comma)}/s",
        MetricKind.PressureCpu or MetricKind.PressureMemory or MetricKind.PressureIo => $"{Number(value, comma)}%",
        MetricKind.Uptime => $"{Number(value, comma)} s",
        _ => Number(value, comma),
    };

    private static string Bytes(double value, char comma)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return $"{Number(value, comma)} {units[unit]}";
    }

    private static string Number(double value, char comma) =>
        value.ToString("0.#", CultureInfo.InvariantCulture).Replace('.', comma);
}
