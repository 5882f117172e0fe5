using System.Text.RegularExpressions;
using Supervision.Documents;

namespace Supervision.Architecture.Tests.Documents;

/// <summary>Where a document leads to, there is something.</summary>
public sealed partial class LinkTests
{
    private static IEnumerable<(Document Document, string Target)> Links => Document.All
        .SelectMany(document => Link().Matches(Prose(document)).Select(link => (document, link.Groups["target"].Value)))
        .Where(link => !link.Item2.Contains("://", StringComparison.Ordinal));

    [Fact]
    public void Every_link_leads_to_a_file_of_this_repository()
    {
        Assert.True(Links.Count() > 100, $"only {Links.Count()} links");

        Found.Nothing(Links.Where(link => !Path.Exists(PathOf(link.Document, link.Target))).Select(Said));
    }

    [Fact]
    public void Every_link_to_a_heading_leads_to_a_heading() => Found.Nothing(Links
        .Where(link => link.Target.Contains('#', StringComparison.Ordinal))
        .Where(link => File.Exists(PathOf(link.Document, link.Target)))
        .Where(link => !Headings(PathOf(link.Document, link.Target)).Contains(link.Target.Split('#')[1]))
        .Select(Said));

    private static string Said((Document Document, string Target) link) => $"{link.Document.File} -> {link.Target}";

    private static string PathOf(Document document, string target)
    {
        var file = target.Split('#')[0];
        var here = Path.Combine(Document.Root, document.File);
        return file.Length == 0 ? here : Path.Combine(Path.GetDirectoryName(here)!, file);
    }

    // As the places where Markdown is read make them: in small letters, signs left out, blanks as hyphens.
    private static HashSet<string> Headings(string file) => [.. File.ReadAllLines(file)
        .Where(line => line.StartsWith('#'))
        .Select(line => line.TrimStart('#').Trim().Replace("İ", "i̇", StringComparison.Ordinal).ToLowerInvariant())
        .Select(heading => Sign().Replace(heading, "").Replace(' ', '-'))];

    private static string Prose(Document document)
    {
        var fenced = Fence.In(document).SelectMany(fence => Enumerable.Range(fence.Line - 1, fence.Lines.Count)).ToHashSet();
        return string.Join(
            '\n', document.Lines.Where((line, at) => !fenced.Contains(at) && !line.StartsWith("    ", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}\- _]")]
    private static partial Regex Sign();
}
