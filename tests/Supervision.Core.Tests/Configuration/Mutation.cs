using System.Text;

namespace Supervision.Core.Tests.Configuration;

/// <summary>What happens to files: bytes flip, ends go missing, parts are doubled, moved, or come from another file. A seed gives the same
/// again.</summary>
internal sealed class Mutation(int seed, IReadOnlyList<string> corpus)
{
    private static readonly string[] Snippets =
    [
        "{", "}", "[", "]", "\"", "\"\"\"", "${", "${?", "}", "=", ":", "+=", ",", "#", "//", "\n", "\r\n", "\t", "\\", "\\u0000", "\\uD800",
        "include \"x.conf\"\n", "include required(\"gone.conf\")\n", "null", "a.b.c", "..", "é", "İıŞğ", "🧨", "\uFEFF", "\uFFFD", "\u2028", "\u0085", "\0",
        "10m", "-5s", "99999999999999999999d", "85%", "1e9", "${healthcheck}", "${?HOME}", "healthcheck.mode = ${healthcheck.mode}\n",
    ];

    private readonly Random _random = new(seed);

    public string Next()
    {
        var text = Any(corpus);
        for (var times = _random.Next(1, 8); times > 0; times--)
            text = Change(text);
        return text;
    }

    private string Change(string text)
    {
        var (from, to) = Range(text);
        return _random.Next(8) switch
        {
            0 => Flip(text),
            1 => text[..from],
            2 => text[from..],
            3 => text.Remove(from, to - from),
            4 => text.Insert(to, text[from..to]),
            5 => Splice(text, Any(corpus)),
            6 => text.Insert(from, string.Concat(Enumerable.Repeat(Any(Snippets), _random.Next(1, 4)))),
            _ => text.Insert(from, string.Concat(Enumerable.Repeat(Any(["a {", "[", "{", "a = [{", "${a", "a.", "\"", "a = ${b}\n"]), _random.Next(1, 3000)))),
        };
    }

    private string Flip(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var times = _random.Next(1, 5); times > 0 && bytes.Length > 0; times--)
            bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        return Encoding.UTF8.GetString(bytes);
    }

    private string Splice(string text, string other) => text[..Range(text).From] + other[Range(other).From..];

    private (int From, int To) Range(string text)
    {
        var from = _random.Next(text.Length + 1);
        return (from, _random.Next(from, Math.Min(text.Length, from + 200) + 1));
    }

    private T Any<T>(IReadOnlyList<T> some) => some[_random.Next(some.Count)];
}
