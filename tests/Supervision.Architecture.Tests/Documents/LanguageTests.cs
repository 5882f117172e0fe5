using Supervision.Documents;

namespace Supervision.Architecture.Tests.Documents;

/// <summary>What an operator reads is there in both languages, and says to type the same.</summary>
public sealed class LanguageTests
{
    /// <summary>What an operator reads.</summary>
    private static readonly string[] ForOperators =
    [
        "README.md", "docs/architecture.md", "docs/configuration.md", "docs/installing.md", "docs/notifications.md", "docs/operating.md",
        "docs/runbook.md", "docs/simulation.md", "docs/threat-model.md",
    ];

    public static TheoryData<string> InTwoLanguages =>
        [.. ForOperators.Concat(Document.All.Where(document => document.IsTurkish).Select(document => document.Twin)).Distinct()];

    [Theory]
    [MemberData(nameof(InTwoLanguages))]
    public void A_document_links_to_itself_in_the_other_language(string file)
    {
        var (english, turkish) = (Document.Of(file), Document.Of(Document.Of(file).Twin));

        Assert.Contains($"[Türkçe]({Path.GetFileName(turkish.File)})", english.Text, StringComparison.Ordinal);
        Assert.Contains($"[English]({Path.GetFileName(english.File)})", turkish.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(InTwoLanguages))]
    public void A_document_has_the_same_commands_in_both_languages(string file)
    {
        var (english, turkish) = (Document.Of(file), Document.Of(Document.Of(file).Twin));

        Assert.Equal(Commands(english), Commands(turkish));
    }

    [Theory]
    [MemberData(nameof(InTwoLanguages))]
    public void A_document_has_as_many_chapters_in_both_languages(string file)
    {
        var (english, turkish) = (Document.Of(file), Document.Of(Document.Of(file).Twin));

        Assert.Equal(Chapters(english), Chapters(turkish));
    }

    private static IEnumerable<string> Commands(Document document) =>
        GuideCommand.In(document).Select(command => $"{command.Stage}: {command.WithoutWords}");

    private static int Chapters(Document document) => document.Lines.Count(line => line.StartsWith("## ", StringComparison.Ordinal));
}
