using System.CommandLine.Parsing;
using System.Globalization;

namespace Supervision.Daemon.CommandLine;

/// <summary>Reads the <c>N</c> of an option.</summary>
internal static class CountOption
{
    /// <summary>A whole number from 1 to <paramref name="most"/>, or an error that says so.</summary>
    public static int Parse(ArgumentResult argument, int most)
    {
        var word = argument.Tokens[0].Value;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most)
            return count;
        Refuse(argument, string.Create(CultureInfo.InvariantCulture, $"from 1 to {most}"), word);
        return default;
    }

    /// <summary>A whole number that random numbers follow from, 0 among them, or an error that says so.</summary>
    public static ulong ParseSeed(ArgumentResult argument)
    {
        var word = argument.Tokens[0].Value;
        if (ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return seed;
        Refuse(argument, string.Create(CultureInfo.InvariantCulture, $"from 0 to {ulong.MaxValue}"), word);
        return default;
    }

    private static void Refuse(ArgumentResult argument, string range, string word) =>
        argument.AddError($"{(argument.Parent as OptionResult)?.Option.Name ?? "N"} must be a whole number {range}, not '{word}'");
}
