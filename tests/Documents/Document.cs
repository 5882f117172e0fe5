using System.Collections.Immutable;

namespace Supervision.Documents;

/// <summary>A Markdown file of this repository, for the tests that hold it against the product.</summary>
/// <param name="File">Its path from the root of the repository.</param>
internal sealed record Document(string File, ImmutableArray<string> Lines)
{
    private const string TurkishEnd = ".tr.md";

    /// <summary>Where the repository lies: above the programs that were built in it.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every document for people, in the order of their names. Decisions have no commands of their own and one language.</summary>
    public static ImmutableArray<Document> All { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file))
            .Order(StringComparer.Ordinal)
            .Select(Of),
    ];

    public bool IsTurkish => File.EndsWith(TurkishEnd, StringComparison.Ordinal);

    /// <summary>The name of the same document in the other language, whether or not there is one.</summary>
    public string Twin => IsTurkish ? File[..^TurkishEnd.Length] + ".md" : File[..^".md".Length] + TurkishEnd;

    public string Text => string.Join('\n', Lines);

    public static Document Of(string file) => new(file, [.. System.IO.File.ReadAllText(Path.Combine(Root, file)).Split('\n')]);

    public override string ToString() => File;

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !System.IO.File.Exists(Path.Combine(directory.FullName, "Supervision.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("the tests do not lie below Supervision.sln");
    }
}
