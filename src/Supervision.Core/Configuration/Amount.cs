using System.Globalization;

namespace Supervision.Core.Configuration;

/// <summary>Amounts as operators write them: a number, perhaps with decimals, and perhaps a unit behind it.</summary>
internal static class Amount
{
    /// <summary>Reads a number that is not negative; digits and a decimal point, nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    /// <summary>Splits <c>10s</c> or <c>10 s</c>; the unit of <c>10</c> is empty.</summary>
    public static (string Number, string Unit) Split(string text)
    {
        var number = text.AsSpan().TrimEnd();
        while (number.Length > 0 && char.IsLetter(number[^1])) number = number[..^1];
        return (number.TrimEnd().ToString(), text.AsSpan(number.Length).Trim().ToString());
    }
}
