namespace Supervision.Core.Configuration;

/// <summary>Cuts a text into tokens, one at a time and each character once.</summary>
internal sealed class Lexer
{
    private const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    private readonly string _text;
    private readonly string _file;
    private readonly QuotedText _quoted;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    public Lexer(string text, string file, Complaints complaints)
    {
        (_text, _file) = (text, file);
        _quoted = new(text, complaints);
        // Windows editors begin a UTF-8 file with a byte order mark, which nobody sees.
        if (text.StartsWith('\uFEFF')) _at = _lineStart = 1;
    }

    private SourcePosition Here => new(_file, _line, _at - _lineStart + 1);

    public Token Next()
    {
        var blank = _at;
        while (_at < _text.Length && IsBlank(_text[_at])) _at++;
        var leading = _text[blank.._at];
        SkipComment();
        return Read(leading, Here);
    }

    private Token Read(string leading, SourcePosition where)
    {
        if (_at == _text.Length) return new(TokenKind.End, "", leading, where);
        switch (_text[_at])
        {
            case '\n':
                EndLine();
                return new(TokenKind.Newline, "\n", leading, where);
            case '"':
                return Quoted(leading, where);
            case '$' when Follows("${?"):
                return Take(TokenKind.Substitution, 3, leading, where);
            case '$' when Follows("${"):
                return Take(TokenKind.Substitution, 2, leading, where);
            case '+' when Follows("+="):
                return Take(TokenKind.PlusEquals, 2, leading, where);
            case var sign when Reserved.Contains(sign, StringComparison.Ordinal):
                return Take(Sign(sign), 1, leading, where);
            default:
                return Take(TokenKind.Word, WordLength(), leading, where);
        }
    }

    private static TokenKind Sign(char sign) => sign switch
    {
        ',' => TokenKind.Comma,
        '{' => TokenKind.LeftBrace,
        '}' => TokenKind.RightBrace,
        '[' => TokenKind.LeftBracket,
        ']' => TokenKind.RightBracket,
        '=' => TokenKind.Equals,
        ':' => TokenKind.Colon,
        _ => TokenKind.Stray,
    };

    private Token Quoted(string leading, SourcePosition where)
    {
        var (text, end) = _quoted.Read(_at, where);
        // Only a text in three quotes spans lines.
        for (var newline = _text.IndexOf('\n', _at, end - _at); newline >= 0; newline = _text.IndexOf('\n', _at, end - _at))
        {
            _at = newline;
            EndLine();
        }
        _at = end;
        return new(TokenKind.Quoted, text, leading, where);
    }

    private Token Take(TokenKind kind, int length, string leading, SourcePosition where)
    {
        var text = _text.Substring(_at, length);
        _at += length;
        return new(kind, text, leading, where);
    }

    private int WordLength()
    {
        var end = _at;
        while (end < _text.Length && IsWordLetter(_text[end]) && !IsComment(end)) end++;
        return end - _at;
    }

    private void SkipComment()
    {
        if (!IsComment(_at)) return;
        var newline = _text.IndexOf('\n', _at);
        _at = newline < 0 ? _text.Length : newline;
    }

    private void EndLine()
    {
        _at++;
        _line++;
        _lineStart = _at;
    }

    private bool IsComment(int at) =>
        at < _text.Length && (_text[at] == '#' || string.CompareOrdinal(_text, at, "//", 0, 2) == 0);

    private bool Follows(string signs) => string.CompareOrdinal(_text, _at, signs, 0, signs.Length) == 0;

    private static bool IsWordLetter(char letter) =>
        letter != '\n' && !IsBlank(letter) && !Reserved.Contains(letter, StringComparison.Ordinal);

    private static bool IsBlank(char letter) => letter != '\n' && char.IsWhiteSpace(letter);
}
