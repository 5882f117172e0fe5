namespace Supervision.Core.Configuration;

/// <summary>Writes keys and paths as HOCON reads them, with quotes around the keys that need them.</summary>
internal static class KeyPath
{
    public static string Append(string path, string key) => path.Length == 0 ? Quote(key) : $"{path}.{Quote(key)}";

    public static string Join(IEnumerable<string> keys) => string.Join('.', keys.Select(Quote));

    public static string Quote(string key) => IsPlain(key) ? key : QuotedText.Write(key);

    /// <summary>"include" is a word of the syntax at the beginning of an entry.</summary>
    private static bool IsPlain(string key) =>
        key.Length > 0 && key != "include" && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
