using System.Collections.Immutable;

namespace Supervision.Core.Resources;

/// <summary>
/// The course of one figure, as a few dozen points, and when by it there will be nothing left.
/// <para>Intuition: a ruler laid on the chart of the last hours. It is believed only where the chart looks like a line: one jump, however
/// high, is no line (a single step leaves a fit of at most 0.75), nor are waves. And it is believed only while it goes on: what was
/// filling up and has stopped is judged by the later half, so that the ruler is laid flat.</para>
/// </summary>
/// <param name="Points">Oldest first, each the mean of an equal part of the course.</param>
/// <param name="Parts">How many readings the newest point is the mean of.</param>
public sealed record Trend(ImmutableArray<Point> Points, int Parts)
{
    // Of a course of six hours: a point for every five minutes.
    private const int MostPoints = 72;

    // An hour of six: of less, no line is drawn.
    private const int LeastPart = 6;
    private const int LeastPoints = 6;

    // Two even steps leave a fit of 0.89, noise as high as the whole rise one of about 0.5.
    private const double LeastFit = 0.8;

    public static Trend None { get; } = new([], 0);

    public Trend With(TimeSpan now, double value, TimeSpan course)
    {
        // A sample that comes out of order was overtaken by what is known.
        if (!Points.IsEmpty && now < Points[^1].At)
            return this;
        var width = course / MostPoints;
        if (Points.IsEmpty || !SamePart(Points[^1].At, now, width))
            return new Trend([.. Points.Where(point => now - point.At <= course), new Point(now, value)], 1);
        var last = Points[^1];
        var mean = new Point(
            (last.At * Parts + now) / (Parts + 1), (last.Value * Parts + value) / (Parts + 1));
        return new Trend(Points.SetItem(Points.Length - 1, mean), Parts + 1);
    }

    /// <summary>How long it takes from <paramref name="value"/> to <paramref name="limit"/>; null where nothing says that it comes to
    /// that.</summary>
    public TimeSpan? Until(double limit, double value, TimeSpan course)
    {
        if (Points.Length < LeastPoints || Points[^1].At - Points[0].At < course / LeastPart)
            return null;
        var points = Points.AsSpan();
        var whole = Line.Through(points);
        if (whole.Fit < LeastFit)
            return null;
        var slope = Math.Min(whole.Slope, Line.Through(points[(points.Length / 2)..]).Slope);
        if (slope <= 0)
            return null;
        var seconds = Math.Max(0, limit - value) / slope;
        return seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static bool SamePart(TimeSpan one, TimeSpan other, TimeSpan width) => one.Ticks / width.Ticks == other.Ticks / width.Ticks;
}
