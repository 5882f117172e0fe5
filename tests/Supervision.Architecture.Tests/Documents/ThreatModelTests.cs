using System.Text.RegularExpressions;
using Supervision.Documents;

namespace Supervision.Architecture.Tests.Documents;

/// <summary>What the threat model and the architecture point at exists.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly HashSet<string> Tests = [.. Repository.Files("tests", "*.cs").SelectMany(file => Named(Repository.Read(file)))];

    [Theory]
    [InlineData("docs/threat-model.md")]
    [InlineData("docs/threat-model.tr.md")]
    public void Every_test_that_is_named_exists(string file)
    {
        var named = TestName().Matches(Document.Of(file).Text).Select(name => name.Groups["name"].Value).Distinct().ToList();
        Assert.True(named.Count > 20, $"only {named.Count}");

        Found.Nothing(named.Except(Tests));
    }

    [Theory]
    [InlineData("docs/threat-model.md")]
    [InlineData("docs/threat-model.tr.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/architecture.tr.md")]
    public void Every_file_of_ours_that_is_named_exists(string file)
    {
        var named = FileName().Matches(Document.Of(file).Text).Select(name => name.Groups["name"].Value).Distinct().ToList();
        Assert.NotEmpty(named);

        Found.Nothing(named.Where(name => !new[] { name, "src/Supervision." + name }.Any(one => Path.Exists(Path.Combine(Document.Root, one)))));
    }

    [Fact]
    public void Both_languages_rest_on_the_same_tests() => Assert.Equal(
        TestName().Matches(Document.Of("docs/threat-model.md").Text).Select(name => name.Value),
        TestName().Matches(Document.Of("docs/threat-model.tr.md").Text).Select(name => name.Value));

    private static IEnumerable<string> Named(string source) =>
        TestClass().Match(source) is { Success: true } type
            ? TestMethod().Matches(source).Select(method => $"{type.Groups["name"].Value}.{method.Groups["name"].Value}")
            : [];

    [GeneratedRegex(@"`(?<name>\w+\.[A-Z]\w+_\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"`(?<name>(systemd|eng|hocon|docs|src|tests|bench|Adapters|Core|Actors|Daemon|Simulation)/[\w./-]+)`")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^public (sealed )?(partial )?class (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"public (async Task|void|Task) (?<name>\w+)\(")]
    private static partial Regex TestMethod();
}
