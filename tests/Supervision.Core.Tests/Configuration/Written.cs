using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

/// <summary>Files in memory and an environment, to be read as a configuration.</summary>
internal sealed class Written : IIncludeSource
{
    public const string File = "healthcheck.conf";

    public Dictionary<string, string> Files { get; } = [];

    public Dictionary<string, string> Environment { get; } = [];

    public List<string> Refused { get; } = [];

    public static HoconReading Read(string text) => new Written().ReadText(text);

    /// <summary>The tree of a text that must have no errors.</summary>
    public static HoconValue.Map Tree(string text) => new Written().TreeOf(text);

    public HoconReading ReadText(string text) => HoconReader.Read(text, File, this, name => Environment.GetValueOrDefault(name));

    public HoconValue.Map TreeOf(string text)
    {
        var reading = ReadText(text);
        Assert.Empty(reading.Errors);
        return reading.Tree;
    }

    public Inclusion Open(string path, string includedFrom)
    {
        var directory = includedFrom.Contains('/', StringComparison.Ordinal) ? includedFrom[..(includedFrom.LastIndexOf('/') + 1)] : "";
        var file = directory + path;
        if (Refused.Contains(file)) return new Inclusion.Refused(file, "others may write it");
        return Files.TryGetValue(file, out var text) ? new Inclusion.Opened(file, text) : new Inclusion.Absent(file);
    }
}

internal static class Trees
{
    /// <summary>The values as lines, without their origin.</summary>
    public static string Told(this HoconValue.Map tree) =>
        string.Join("; ", HoconRenderer.Lines(tree).Select(line => line[..line.LastIndexOf("    # ", StringComparison.Ordinal)]));

    public static HoconValue? At(this HoconValue.Map tree, params string[] path) =>
        path.Aggregate((HoconValue?)tree, (value, key) => (value as HoconValue.Map)?.Find(key)?.Value);
}
