using System.Xml.Linq;

namespace Supervision.Architecture.Tests;

/// <summary>Whoever meets a name of ours finds a sentence on it.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Every_public_type_has_a_summary()
    {
        var told = Ours.All
            .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
            .Where(member => member.Element("summary") is { } summary && summary.Value.Trim().Length > 0)
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(told);

        // A case within its family says by its name what it is.
        var silent = Ours.Types.Where(type => type.IsPublic).Select(type => $"T:{type.FullName}").Where(type => !told.Contains(type)).ToList();

        Assert.True(silent.Count == 0, $"nothing is said of {string.Join(", ", silent)}");
    }

    [SkippableFact]
    public void Every_decision_stands_in_the_list_of_decisions_and_no_other()
    {
        const string List = "docs/decisions/README.md";
        Skip.IfNot(File.Exists(Path.Combine(Repository.Root, List)), "there is no list of decisions yet");
        var linked = System.Text.RegularExpressions.Regex.Matches(Repository.Read(List), @"\]\((?<file>[^)#]+\.md)").Select(link => link.Groups["file"].Value);

        Assert.Equal(
            Repository.Files("docs/decisions", "*.md").Select(file => Path.GetFileName(file)!).Where(file => file != "README.md"),
            linked.Order(StringComparer.Ordinal));
    }
}
