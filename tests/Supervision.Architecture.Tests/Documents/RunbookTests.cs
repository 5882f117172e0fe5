using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Documents;

namespace Supervision.Architecture.Tests.Documents;

/// <summary>Whatever may be told to a person, the runbook has an entry for it, and for nothing else.</summary>
public sealed partial class RunbookTests
{
    /// <summary>The lines of the log that are warnings, whatever they hold.</summary>
    private static IEnumerable<string> Warnings => typeof(Announcement).GetNestedTypes()
        .Where(type => type.IsSubclassOf(typeof(Announcement)) && ((Announcement)RuntimeHelpers.GetUninitializedObject(type)).IsWarning)
        .Select(type => Inner().Replace(type.Name, "-").ToLowerInvariant());

    [Theory]
    [InlineData("docs/runbook.md")]
    [InlineData("docs/runbook.tr.md")]
    public void Every_event_and_every_warning_has_its_entry(string file)
    {
        var entries = Document.Of(file).Lines
            .Where(line => line.StartsWith("### `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])
            .Order(StringComparer.Ordinal);

        Assert.Equal(NoticeFacts.Events.Concat(Warnings).Order(StringComparer.Ordinal), entries);
    }

    [Theory]
    [InlineData("docs/runbook.md", "**Means**", "**Do**", "**do**")]
    [InlineData("docs/runbook.tr.md", "**Anlamı**", "**Yapılacak**", "**yapılacak**")]
    public void Every_entry_says_what_it_means_and_what_to_do_or_where_that_stands(string file, params string[] said)
    {
        var entries = Entry().Split(Document.Of(file).Text)[1..];

        Assert.All(entries, entry => Assert.True(
            (entry.Contains(said[0], StringComparison.Ordinal) && said[1..].Any(word => entry.Contains(word, StringComparison.Ordinal)))
                || Elsewhere().IsMatch(entry),
            entry));
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Inner();

    [GeneratedRegex("^### ", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\[`[a-z-]+`\]\(#[a-z-]+\)")]
    private static partial Regex Elsewhere();
}
