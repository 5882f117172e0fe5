namespace Supervision.Core.Resources;

/// <summary>One reading, or the mean of several.</summary>
/// <param name="At">Monotonic.</param>
public readonly record struct Point(TimeSpan At, double Value);

/// <summary>The straight line that lies nearest to some points, by least squares.</summary>
/// <param name="Slope">By the second.</param>
/// <param name="Fit">How much of the points' ups and downs is the line's (the coefficient of determination): 1 where all lie on it, 0
/// where it says nothing of them.</param>
public readonly record struct Line(double Slope, double Fit)
{
    /// <returns>A flat line that says nothing where there are fewer than two points.</returns>
    public static Line Through(ReadOnlySpan<Point> points)
    {
        // About their middle, since bytes by the square would lose what they differ in.
        var (middle, mean) = Middle(points);
        var (across, along, both) = (0d, 0d, 0d);
        foreach (var point in points)
        {
            var (x, y) = (point.At.TotalSeconds - middle, point.Value - mean);
            (along, across, both) = (along + x * x, across + y * y, both + x * y);
        }

        return along > 0 && across > 0 ? new Line(both / along, both * both / (along * across)) : default;
    }

    private static (double Seconds, double Value) Middle(ReadOnlySpan<Point> points)
    {
        var (seconds, value) = (0d, 0d);
        foreach (var point in points)
            (seconds, value) = (seconds + point.At.TotalSeconds / points.Length, value + point.Value / points.Length);
        return (seconds, value);
    }
}
