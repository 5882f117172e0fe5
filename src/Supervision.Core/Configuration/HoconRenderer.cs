using System.Text;

namespace Supervision.Core.Configuration;

/// <summary>Writes a tree as text again.</summary>
public static class HoconRenderer
{
    /// <summary>
    /// The tree as HOCON, one entry a line, with quotes around everything that any parser could take for something else; for the
    /// parser of another library, and read back by <see cref="HoconReader"/> as the same tree.
    /// </summary>
    public static string Render(HoconValue.Map tree)
    {
        var text = new StringBuilder();
        foreach (var entry in tree.Entries) WriteEntry(text, entry, indent: 0);
        return text.ToString();
    }

    /// <summary>One text within quotes, which is read as it is.</summary>
    public static string Quoted(string text) => QuotedText.Write(text);

    /// <summary>The effective values, each with its origin: <c>path = value    # file:line</c>.</summary>
    public static IEnumerable<string> Lines(HoconValue.Map tree) =>
        Values(tree).Select(value => $"{value.Path} = {value.Text}    # {value.Origin}");

    /// <summary>The values by their full paths, each on one line, with where it was written (<c>file:line</c>).</summary>
    public static IEnumerable<(string Path, string Text, string Origin)> Values(HoconValue.Map tree) => Values(tree, "");

    private static IEnumerable<(string Path, string Text, string Origin)> Values(HoconValue.Map tree, string path) =>
        tree.Entries.SelectMany(entry => entry.Value is HoconValue.Map { Entries.Length: > 0 } section
            ? Values(section, KeyPath.Append(path, entry.Key))
            : [(KeyPath.Append(path, entry.Key), OnOneLine(entry.Value), Origin(entry))]);

    private static string Origin(HoconEntry entry) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{entry.Where.File}:{entry.Where.Line}");

    private static void WriteEntry(StringBuilder text, HoconEntry entry, int indent)
    {
        text.Append(' ', indent).Append(KeyPath.Quote(entry.Key));
        if (entry.Value is not HoconValue.Map { Entries.Length: > 0 } section)
        {
            text.Append(" = ").Append(OnOneLine(entry.Value)).Append('\n');
            return;
        }
        text.Append(" {\n");
        foreach (var inner in section.Entries) WriteEntry(text, inner, indent + 2);
        text.Append(' ', indent).Append("}\n");
    }

    /// <summary>The value as it can be written on one line.</summary>
    public static string OnOneLine(HoconValue value)
    {
        var line = new StringBuilder();
        Write(line, value);
        return line.ToString();
    }

    private static void Write(StringBuilder text, HoconValue value)
    {
        switch (value)
        {
            case HoconValue.Scalar scalar:
                text.Append(IsPlain(scalar) ? scalar.Text : QuotedText.Write(scalar.Text));
                break;
            case HoconValue.List list:
                text.Append('[');
                for (var at = 0; at < list.Items.Length; at++) Write(Separate(text, at), list.Items[at]);
                text.Append(']');
                break;
            case HoconValue.Map map:
                text.Append('{');
                for (var at = 0; at < map.Entries.Length; at++)
                    Write(Separate(text, at).Append(KeyPath.Quote(map.Entries[at].Key)).Append(" = "), map.Entries[at].Value);
                text.Append('}');
                break;
        }
    }

    private static StringBuilder Separate(StringBuilder text, int at) => at == 0 ? text : text.Append(", ");

    /// <summary>"//" would begin a comment, and null is nobody's text.</summary>
    private static bool IsPlain(HoconValue.Scalar scalar) =>
        !scalar.Quoted && scalar.Text.Length > 0 && scalar.Text != "null" && !scalar.Text.Contains("//", StringComparison.Ordinal)
        && scalar.Text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '%' or '/');
}
