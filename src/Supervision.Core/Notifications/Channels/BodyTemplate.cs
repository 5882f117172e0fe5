using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Supervision.Core.Configuration;

namespace Supervision.Core.Notifications.Channels;

/// <summary>A JSON text with places for words: <c>{ "message": "{{text}}" }</c>. What is put into a place is escaped for a JSON string, so
/// that nothing in a message can become a part of the JSON. Only <c>{{numbers}}</c> is a list of its own, and stands without quotes.</summary>
public sealed partial record BodyTemplate(string Text)
{
    /// <summary>The place that is filled with JSON as it is.</summary>
    public const string List = "numbers";

    private const int Longest = 20_000;

    public bool IsEmpty => Text.Length == 0;

    /// <summary>The body with the words in their places.</summary>
    /// <param name="words">Every place that the template may have.</param>
    public string Fill(IReadOnlyDictionary<string, string> words) =>
        Place().Replace(Text, match => match.Groups[1].Value is List ? words[List] : Escaped(words[match.Groups[1].Value]));

    /// <summary>Reads a template, and tells what is wrong with it: an unknown place, or what is no JSON once it is filled.</summary>
    /// <param name="places">Those that there are.</param>
    internal static BodyTemplate Read(Section section, string key, params ImmutableArray<string> places)
    {
        var template = new BodyTemplate(section.Text(key));
        if (template.IsEmpty)
            return template;
        if (template.Text.Length > Longest)
            section.Reject(key, "is longer than 20000 letters", "write a shorter one");
        else if (Place().Matches(template.Text).Select(match => match.Groups[1].Value).FirstOrDefault(name => !places.Contains(name)) is { } unknown)
            section.Reject(key, $"has the place {{{{{unknown}}}}}, which there is not", $"known are {string.Join(", ", places)}");
        else if (Trouble(template.Fill(places.ToDictionary(place => place, place => place == List ? "[]" : "x", StringComparer.Ordinal))) is { } trouble)
            section.Reject(key, $"is no JSON: {trouble}", "correct it; places stand within quotes, as in { \"text\": \"{{text}}\" }");
        else
            return template;
        return new BodyTemplate("");
    }

    private static string? Trouble(string filled)
    {
        try
        {
            using var document = JsonDocument.Parse(filled);
            return null;
        }
        catch (JsonException wrong)
        {
            return wrong.Message.Split(" LineNumber", 2)[0];
        }
    }

    // As it is within quotes; the quotes are the template's.
    private static string Escaped(string word) => JsonEncodedText.Encode(word, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;

    [GeneratedRegex(@"\{\{\s*([A-Za-z-]+)\s*\}\}")]
    private static partial Regex Place();
}
