namespace Supervision.Documents;

/// <summary>A block between two lines of backquotes.</summary>
/// <param name="Language">The first word behind the opening backquotes; "" for none.</param>
/// <param name="Stage">The second one: where the commands of the block are run; see <see cref="Stages"/>.</param>
/// <param name="Line">Of its first line of content, counted from one.</param>
internal sealed record Fence(Document Document, string Language, string Stage, int Line, IReadOnlyList<string> Lines)
{
    private const string Marks = "```";

    public static IEnumerable<Fence> In(Document document)
    {
        for (var at = 0; at < document.Lines.Length; at++)
        {
            if (!document.Lines[at].StartsWith(Marks, StringComparison.Ordinal)) continue;
            var words = document.Lines[at][Marks.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var content = document.Lines.Skip(at + 1).TakeWhile(line => line != Marks).ToList();
            yield return new Fence(document, words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? "", at + 2, content);
            at += content.Count + 1;
        }
    }
}

/// <summary>Where a block of commands is run: the second word behind <c>```sh</c>.</summary>
internal static class Stages
{
    /// <summary>Where this repository is checked out; each of these commands is in <see cref="NotOnTheHost"/>, with who runs it.</summary>
    public const string Checkout = "checkout";

    /// <summary>A Debian host with the deployment, and without the package.</summary>
    public const string Fresh = "fresh";

    /// <summary>The same with the package, while crontabs still call the script of the old service.</summary>
    public const string Old = "old";

    /// <summary>A host with the package: what a block is for that says nothing else.</summary>
    public const string Installed = "";

    /// <summary>The same, and from here on there is less and less of it.</summary>
    public const string Leaving = "leaving";

    /// <summary>In the order in which the end-to-end test goes through them.</summary>
    public static IReadOnlyList<string> OnTheHost { get; } = [Fresh, Old, Installed, Leaving];
}
