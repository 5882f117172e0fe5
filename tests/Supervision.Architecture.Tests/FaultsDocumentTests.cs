using System.Globalization;
using System.Text.RegularExpressions;

namespace Supervision.Architecture.Tests;

/// <summary>docs/faults.md names a test for each fault, and the tests it names are there.</summary>
public sealed partial class FaultsDocumentTests
{
    private const string Document = "docs/faults.md";

    private static readonly HashSet<string> Tests = [.. Repository.Files("tests", "*.cs").SelectMany(file => Named(Repository.Read(file)))];

    private static IEnumerable<string[]> Rows => Repository.Read(Document).Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
        .Select(line => line.Split(" | ", StringSplitOptions.TrimEntries));

    // 87 and 88 are of a page in a browser, which there is not.
    [Fact]
    public void Every_fault_of_units_to_who_may_ask_has_its_row() => Assert.Equal(
        Enumerable.Range(1, 93).Except([87, 88]),
        Rows.Select(row => int.Parse(row[0].TrimStart('|'), CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_row_names_a_test_or_says_that_there_is_none() => Assert.All(
        Rows,
        row => Assert.True(TestName().IsMatch(row[^1]) || row[^1] is "- |", $"no test and no dash: {string.Join(" | ", row)}"));

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var named = Rows.SelectMany(row => TestName().Matches(row[^1])).Select(name => name.Groups["name"].Value).Distinct().ToList();
        Assert.NotEmpty(named);

        Assert.Empty(named.Except(Tests));
    }

    private static IEnumerable<string> Named(string source) =>
        TestClass().Match(source) is { Success: true } type
            ? TestMethod().Matches(source).Select(method => $"{type.Groups["name"].Value}.{method.Groups["name"].Value}")
            : [];

    [GeneratedRegex(@"`(?<name>\w+\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^public (sealed )?(partial )?class (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"\[(Skippable)?(Fact|Theory).*?\]\s+(\[.*?\]\s+)*public (async Task|void|Task) (?<name>\w+)\(", RegexOptions.Singleline)]
    private static partial Regex TestMethod();
}
