using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervision.Core.Configuration;

namespace Supervision.Core.Notifications.Channels;

/// <summary>A JSON text with <c>{{name}}</c> where a value belongs.</summary>
/// <remarks>A value is escaped as the inside of a JSON string, so that no text of others can end that string.</remarks>
public sealed class BodyTemplate : IEquatable<BodyTemplate>
{
    private readonly ImmutableArray<(string Literal, string? Name)> _pieces;

    private BodyTemplate(string text, ImmutableArray<(string, string?)> pieces) => (Text, _pieces) = (text, pieces);

    /// <summary>As it was written; empty for none.</summary>
    public string Text { get; }

    /// <summary>Puts the values in.</summary>
    /// <param name="value">The value of a name.</param>
    public string Render(Func<string, string> value)
    {
        var body = new StringBuilder();
        foreach (var (literal, name) in _pieces)
        {
            body.Append(literal);
            if (name is not null) body.Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value(name)));
        }

        return body.ToString();
    }

    public bool Equals(BodyTemplate? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as BodyTemplate);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Reads a template that may be empty.</summary>
    /// <param name="names">What may stand between the braces.</param>
    internal static BodyTemplate Read(Section channel, string key, params ImmutableArray<string> names)
    {
        var text = channel.Text(key);
        var pieces = ImmutableArray.CreateBuilder<(string, string?)>();
        var from = 0;
        while (text.IndexOf("{{", from, StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            var name = close < 0 ? text[open..] : text[(open + 2)..close].Trim();
            if (!names.Contains(name))
            {
                channel.Reject(
                    key,
                    close < 0 ? $"has a {{{{ without its }}}}: {Excerpt.Of(name)}" : $"has an unknown name in braces: {Excerpt.Of(name)}",
                    $"write one of {string.Join(", ", names.Select(one => $"{{{{{one}}}}}"))}");
                return new BodyTemplate("", []);
            }

            pieces.Add((text[from..open], name));
            from = close + 2;
        }

        pieces.Add((text[from..], null));
        var template = new BodyTemplate(text, pieces.ToImmutable());
        return text.Length == 0 || template.IsJson(channel, key) ? template : new BodyTemplate("", []);
    }

    private bool IsJson(Section channel, string key)
    {
        try
        {
            using var _ = JsonDocument.Parse(Render(_ => "x"));
            return true;
        }
        catch (JsonException defect)
        {
            channel.Reject(
                key,
                $"is no JSON once its names are filled in: {Excerpt.Visible(defect.Message)}",
                "put every {{name}} between quotes, such as \"\"\"{\"text\": \"{{text}}\"}\"\"\"");
            return false;
        }
    }
}
