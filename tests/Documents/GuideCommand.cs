using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Supervision.Documents;

/// <summary>What a reader of a document may type: one line, or several that belong together (a here-document).</summary>
/// <param name="Text">As it stands there, without the comment behind it.</param>
internal sealed partial record GuideCommand(Document Document, int Line, string Stage, string Text)
{
    /// <summary>Every command of every document, in order.</summary>
    public static ImmutableArray<GuideCommand> All { get; } = [.. Document.All.SelectMany(In)];

    public static IEnumerable<GuideCommand> In(Document document) =>
        Fence.In(document).Where(fence => fence.Language == "sh").SelectMany(Of);

    /// <summary>With what people may say in their own language left out: the texts in quotes.</summary>
    public string WithoutWords => Quoted().Replace(Text, "\"\"");

    /// <summary>The commands of its first line that call programs, each as its words; <c>sudo</c> is none of them.</summary>
    public IEnumerable<ImmutableArray<string>> Calls => Words(Text.Split('\n')[0])
        .Select(words => words[0] == "sudo" ? [.. words.Skip(1)] : words)
        .Where(words => words.Length > 0);

    /// <summary>What our own program is asked by it: the words behind <c>healthcheck</c>.</summary>
    public IEnumerable<ImmutableArray<string>> CallsOfOurs => Calls.Where(words => words[0] == "healthcheck").Select(words => words[1..]);

    public override string ToString() => $"{Document.File}:{Line}: {Text}";

    private static IEnumerable<GuideCommand> Of(Fence fence)
    {
        for (var at = 0; at < fence.Lines.Count; at++)
        {
            var first = at;
            var text = new StringBuilder(WithoutComment(fence.Lines[at]));
            var end = HereDocument().Match(fence.Lines[at]).Groups["end"].Value;
            while (at + 1 < fence.Lines.Count && (end.Length > 0 ? fence.Lines[at] != end : text.ToString().EndsWith('\\')))
                text.Append('\n').Append(end.Length > 0 ? fence.Lines[++at] : WithoutComment(fence.Lines[++at]));
            if (text.Length > 0) yield return new GuideCommand(fence.Document, fence.Line + first, fence.Stage, text.ToString());
        }
    }

    private static string WithoutComment(string line) => Comment().Replace(line, "").TrimEnd();

    private static IEnumerable<ImmutableArray<string>> Words(string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        foreach (Match word in Word().Matches(line))
        {
            if (word.Groups["between"].Success)
            {
                if (words.Count > 0) yield return words.ToImmutable();
                words.Clear();
                if (word.Value.StartsWith('>') || word.Value.StartsWith('<')) yield break;
            }
            else
            {
                words.Add(word.Value.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal));
            }
        }

        if (words.Count > 0) yield return words.ToImmutable();
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    // Behind two blanks at least, so that no word of a command is taken for one.
    [GeneratedRegex(@"(^|\s\s+)#( .*)?$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"<<'?(?<end>[A-Z]+)'?\s*$")]
    private static partial Regex HereDocument();

    [GeneratedRegex("""(?<between>&&|\|\||\||;|>>?|<<?)|("[^"]*"|'[^']*'|[^\s"'|&;<>])+""")]
    private static partial Regex Word();
}
