using System.Text.RegularExpressions;

namespace Supervision.Architecture.Tests;

/// <summary>The shape of the files in src.</summary>
public sealed partial class SourceTests
{
    private const int Columns = 140;
    private const int Lines = 300;

    // A ratchet: lines that were longer when this was written. It may be turned down, and never up.
    private const int LongerLines = 21;

    private static IReadOnlyList<(string File, string Text)> Sources { get; } =
        [.. Repository.Files("src", "*.cs").Where(NotBuilt).Select(file => (file, Repository.Read(file)))];

    [Fact]
    public void The_sources_are_found() => Assert.True(Sources.Count > 100, $"only {Sources.Count}");

    [Fact]
    public void A_file_ends_with_a_line_and_with_one_only() => Assert.Empty(
        Sources.Where(source => !source.Text.EndsWith('\n') || source.Text.EndsWith("\n\n", StringComparison.Ordinal)).Select(source => source.File));

    [Fact]
    public void A_file_has_no_tabs_and_no_carriage_returns() =>
        Assert.Empty(Sources.Where(source => source.Text.AsSpan().IndexOfAny('\t', '\r') >= 0).Select(source => source.File));

    [Fact]
    public void A_file_is_no_longer_than_can_be_read_at_one_sitting() =>
        Assert.Empty(Sources.Where(source => source.Text.Count(letter => letter == '\n') > Lines).Select(source => source.File));

    [Fact]
    public void A_line_is_no_longer_than_a_screen_is_wide()
    {
        var longer = Sources
            .SelectMany(source => source.Text.Split('\n').Select((line, at) => (source.File, Number: at + 1, line.Length)))
            .Where(line => line.Length > Columns)
            .Select(line => $"{line.File}:{line.Number}: {line.Length}")
            .ToList();

        Assert.True(longer.Count <= LongerLines, $"{longer.Count} lines, where {LongerLines} were:\n{string.Join('\n', longer)}");
    }

    [Fact]
    public void Nothing_is_left_for_later_or_folded_away() =>
        Assert.Empty(Sources.Where(source => Later().IsMatch(source.Text)).Select(source => source.File));

    private static bool NotBuilt(string file) => !file.Split('/').Any(part => part is "bin" or "obj");

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|TBD)\b|#region|NotImplementedException")]
    private static partial Regex Later();
}
