using System.Globalization;
using System.Text;

namespace Supervision.Core.Configuration;

/// <summary>Quotes a piece of somebody's file in a message: in full if short, never with bytes that would disturb a terminal.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var excerpt = new StringBuilder("'");
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            if (char.IsControl(letter) || char.IsSurrogate(letter)) excerpt.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else excerpt.Append(letter);
        }
        return excerpt.Append(text.Length > Longest ? "…'" : "'").ToString();
    }
}
