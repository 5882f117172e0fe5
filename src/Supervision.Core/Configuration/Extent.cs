namespace Supervision.Core.Configuration;

/// <summary>
/// How large a value is. It is kept beside every value because substitutions share values: ten lines that double one another are small
/// in memory and astronomically large when walked, so a substitution is charged before it is placed.
/// </summary>
/// <param name="Height">Objects and lists within one another; 0 for a scalar.</param>
/// <param name="Values">Values in all, itself among them.</param>
/// <param name="Characters">Length of all texts and keys.</param>
internal readonly record struct Extent(int Height, long Values, long Characters)
{
    public static Extent Of(string text) => new(0, 1, text.Length);

    public static Extent Around(IEnumerable<Extent> parts)
    {
        var whole = new Extent(0, 1, 0);
        foreach (var part in parts)
            whole = new(Math.Max(whole.Height, part.Height), whole.Values + part.Values, whole.Characters + part.Characters);
        return whole with { Height = whole.Height + 1 };
    }
}
