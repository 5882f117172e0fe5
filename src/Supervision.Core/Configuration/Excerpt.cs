using System.Globalization;
using System.Text;

namespace Supervision.Core.Configuration;

/// <summary>Quotes a piece of somebody's file in a message: in full if short, never with bytes that would disturb a terminal.</summary>
public static class Excerpt
{
    private const int Longest = 60;

    public static string Of(string text) =>
        $"'{Visible(text.AsSpan(0, Math.Min(text.Length, Longest)))}{(text.Length > Longest ? "…" : "")}'";

    /// <summary>The whole text, with what is no letter of a line written out.</summary>
    public static string Visible(ReadOnlySpan<char> text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029')
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                visible.Append(letter);
        }

        return visible.ToString();
    }
}
