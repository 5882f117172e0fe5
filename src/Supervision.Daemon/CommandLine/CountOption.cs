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
        var option = (argument.Parent as OptionResult)?.Option.Name ?? "N";
        argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{option} must be a whole number from 1 to {most}, not '{word}'"));
        return default;
    }
}
