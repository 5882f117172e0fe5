using System.Text;

namespace Supervision.Daemon.CommandLine;

/// <summary>A course as one line of signs: a column for each stretch of time, the higher the more; a gap where nothing is known.</summary>
/// <param name="signs">From nothing to all.</param>
internal sealed class Sparkline(string signs)
{
    /// <summary>Eighths of a block, for whoever can show them.</summary>
    public static Sparkline Blocks { get; } = new("▁▂▃▄▅▆▇█");

    public static Sparkline Ascii { get; } = new("_.-~=+*#");

    /// <summary>By the locale that programs take for their output: the first of these variables that says anything.</summary>
    public static Sparkline For(string? lcAll, string? lcCtype, string? lang)
    {
        var locale = new[] { lcAll, lcCtype, lang }.FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? "";
        var charset = locale.Replace("-", "", StringComparison.Ordinal);
        return charset.Contains("utf8", StringComparison.OrdinalIgnoreCase) ? Blocks : Ascii;
    }

    /// <param name="course">Where between 0 (the beginning) and 1 (the end) something was seen, and what.</param>
    /// <param name="most">The value of the highest sign; where it is zero everything is at the bottom.</param>
    public string Draw(IEnumerable<(double Place, double Value)> course, double most, int columns)
    {
        var seen = course.ToLookup(point => Math.Clamp((int)(point.Place * columns), 0, columns - 1), point => point.Value);
        var line = new StringBuilder(columns);
        for (var column = 0; column < columns; column++)
            line.Append(seen.Contains(column) ? Sign(seen[column].Average(), most) : ' ');
        return line.ToString();
    }

    private char Sign(double value, double most) =>
        signs[most > 0 ? (int)Math.Clamp(value / most * signs.Length, 0, signs.Length - 1) : 0];
}
