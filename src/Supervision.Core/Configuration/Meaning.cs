using System.Globalization;

namespace Supervision.Core.Configuration;

/// <summary>What the texts of a configuration mean, by rules that do not depend on the process's locale.</summary>
internal static class Meaning
{
    public static Verdict<string> Text(string text) => new(text, null);

    public static Verdict<int> Number(string text, int min, int max)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
            return new(number, null);
        var range = string.Create(CultureInfo.InvariantCulture, $"from {min} to {max}");
        return new(min, new($"must be a whole number {range}, but is {Excerpt.Of(text)}", $"write a number {range}"));
    }

    public static Verdict<bool> Flag(string text) => text switch
    {
        "true" or "on" or "yes" => new(true, null),
        "false" or "off" or "no" => new(false, null),
        _ => new(false, new($"must be on or off, but is {Excerpt.Of(text)}", "write on, off, true, false, yes or no")),
    };

    public static Verdict<Percent> Percentage(string text)
    {
        if (text.EndsWith('%') && Amount.TryParse(text.AsSpan(0, text.Length - 1), out var share) && share <= 100)
            return new(new((double)share), null);
        var remedy = Amount.TryParse(text, out var bare) && bare <= 100 ? $"write {text}%" : "write for example 85%";
        return new(default, new($"must be a percentage from 0% to 100%, but is {Excerpt.Of(text)}", remedy));
    }

    public static Verdict<T> OneOf<T>(string text, ReadOnlySpan<(string Name, T Value)> table)
    {
        var names = new List<string>();
        foreach (var (name, value) in table)
        {
            if (name == text) return new(value, null);
            names.Add(name);
        }
        var remedy = NearestKey.To(text, names) is { } nearest ? $"did you mean {nearest}?" : $"write {names[0]}";
        return new(table[0].Value, new($"must be one of {string.Join(", ", names)}, but is {Excerpt.Of(text)}", remedy));
    }
}
