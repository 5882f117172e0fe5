namespace Supervision.Core.Configuration;

/// <summary>Durations as the configuration writes them, for others who take them from people: <c>20s</c>.</summary>
public static class DurationText
{
    /// <summary>In the largest unit that needs no decimals: <c>10m</c>.</summary>
    public static string Write(TimeSpan duration) => DurationMeaning.Write(duration);

    /// <summary>Reads a duration within the bounds, both included.</summary>
    /// <returns>The duration and null, or something harmless and what is wrong with the text, with the remedy.</returns>
    public static (TimeSpan Duration, string? Problem) Read(string text, TimeSpan min, TimeSpan max)
    {
        var (duration, complaint) = DurationMeaning.Read(text, min, max);
        return (duration, complaint is null ? null : $"{complaint.Message}: {complaint.Remedy}");
    }
}
