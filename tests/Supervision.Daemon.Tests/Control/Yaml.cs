namespace Supervision.Daemon.Tests.Control;

/// <summary>As much of YAML as docs/openapi.yaml is written in: maps and lists by indentation of two, scalars on one line, lists in brackets.</summary>
internal sealed class Yaml
{
    public string Text { get; private init; } = "";

    public List<KeyValuePair<string, Yaml>> Entries { get; } = [];

    public List<Yaml> Items { get; } = [];

    public Yaml this[string key] => Find(key) ?? throw new KeyNotFoundException($"there is no '{key}' among {string.Join(", ", Entries.Select(entry => entry.Key))}");

    public Yaml? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key).Value;

    public static Yaml Read(string text)
    {
        var lines = text.Split('\n').Where(line => line.Trim().Length > 0).ToList();
        var at = 0;
        var read = Block(lines, ref at, 0);
        return at == lines.Count ? read : throw new FormatException($"not understood: '{lines[at]}'");
    }

    private static Yaml Block(List<string> lines, ref int at, int indent)
    {
        var block = new Yaml();
        while (at < lines.Count && Indent(lines[at]) == indent)
        {
            var line = lines[at][indent..];
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                // An item is a block whose first line stands behind the dash.
                lines[at] = new string(' ', indent + 2) + line[2..];
                block.Items.Add(Block(lines, ref at, indent + 2));
                continue;
            }

            var colon = line.IndexOf(':', line[0] == '"' ? line.IndexOf('"', 1) : 0);
            var (key, value) = (Unquoted(line[..colon]), line[(colon + 1)..].Trim());
            at++;
            var entry = value.Length > 0 ? Scalar(value) : Block(lines, ref at, indent + 2);
            if (block.Find(key) is not null)
                throw new FormatException($"'{key}' stands there twice");
            block.Entries.Add(new KeyValuePair<string, Yaml>(key, entry));
        }

        return block;
    }

    private static Yaml Scalar(string value)
    {
        if (value[0] != '[')
            return new Yaml { Text = Unquoted(value) };
        var list = new Yaml();
        list.Items.AddRange(value.Trim('[', ']').Split(", ").Select(Scalar));
        return list;
    }

    private static string Unquoted(string text) => text.Trim('"');

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;
}
