namespace Supervision.Core.Configuration;

/// <content>Paths: keys joined by dots, as <c>a.b."c d".e</c>.</content>
internal sealed partial class Parser
{
    /// <summary>Reads words and quoted texts that touch one another. Null after a complaint.</summary>
    private List<string>? ReadPath(RawObject within)
    {
        var start = _token.Where;
        var path = new List<string>();
        var dot = true;
        for (var first = true; _token.Kind is TokenKind.Word or TokenKind.Quoted; first = false, Advance())
        {
            if (!first && _token.Leading.Length > 0)
            {
                Complain(
                    within,
                    $"{_token.Told} stands where '=' or '{{' is expected",
                    "write key = value; a key with blanks needs quotes");
                return null;
            }
            if (!(_token.Kind == TokenKind.Quoted ? AddKey(path, _token.Text, ref dot) : AddKeys(path, _token.Text, ref dot)))
            {
                Complain(within, "two keys touch without a dot, or two dots without a key", "write a.b.c; a dot within a key needs quotes");
                return null;
            }
        }
        if (path.Count > HoconLimits.Depth || path.Exists(key => key.Length > HoconLimits.KeyCharacters))
        {
            complaints.Add(
                start,
                $"the path has more than {HoconLimits.Depth} keys, or a key of more than {HoconLimits.KeyCharacters} characters",
                "write it shorter",
                within.Path);
            return null;
        }
        if (!dot) return path;
        complaints.Add(start, path.Count == 0 ? "the path is empty" : "the path ends with a dot", "write a.b.c", within.Path);
        return null;
    }

    private static bool AddKeys(List<string> path, string word, ref bool dot)
    {
        var first = true;
        foreach (var part in word.Split('.'))
        {
            if (!first)
            {
                if (dot) return false;
                dot = true;
            }
            if (part.Length > 0 && !AddKey(path, part, ref dot)) return false;
            first = false;
        }
        return true;
    }

    private static bool AddKey(List<string> path, string key, ref bool dot)
    {
        if (!dot) return false;
        path.Add(key);
        dot = false;
        return true;
    }
}
