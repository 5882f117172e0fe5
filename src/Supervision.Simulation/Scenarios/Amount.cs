using System.Globalization;

namespace Supervision.Simulation.Scenarios;

/// <summary>How many there are to be: <c>3</c>, <c>at most 3</c> or <c>at least 1</c>.</summary>
public sealed record Amount(int Least, int Most)
{
    /// <returns>Null where it is no amount.</returns>
    public static Amount? Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return words[..^1] switch
        {
            [] => new Amount(number, number),
            ["at", "most"] => new Amount(0, number),
            ["at", "least"] => new Amount(number, int.MaxValue),
            _ => null,
        };
    }

    public bool Holds(int count) => count >= Least && count <= Most;

    public override string ToString() => (Least, Most) switch
    {
        (0, var most) when most > 0 => string.Create(CultureInfo.InvariantCulture, $"at most {most}"),
        (var least, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"at least {least}"),
        var (least, _) => least.ToString(CultureInfo.InvariantCulture),
    };
}
