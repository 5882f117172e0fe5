namespace Supervision.Core.Configuration;

/// <content>Going on from token to token, and over what cannot be understood.</content>
internal sealed partial class Parser
{
    private void Advance() => _token = complaints.Exhausted ? _token with { Kind = TokenKind.End, Text = "" } : lexer.Next();

    /// <summary>True if there was at least one.</summary>
    private bool SkipNewlines()
    {
        if (_token.Kind != TokenKind.Newline) return false;
        while (_token.Kind == TokenKind.Newline) Advance();
        return true;
    }

    /// <summary>
    /// Goes to the end of the line, to a comma or to a closing sign that belongs to somebody else; not into braces and brackets.
    /// </summary>
    private void SkipEntry(bool inList = false)
    {
        for (var open = 0; _token.Kind != TokenKind.End; Advance())
        {
            if (open == 0 && EndsEntry(inList)) return;
            if (_token.Kind is TokenKind.LeftBrace or TokenKind.LeftBracket or TokenKind.Substitution) open++;
            else if (open > 0 && _token.Kind is TokenKind.RightBrace or TokenKind.RightBracket) open--;
        }
    }

    private bool EndsEntry(bool inList) => _token.Kind switch
    {
        TokenKind.Newline or TokenKind.Comma or TokenKind.RightBrace => true,
        TokenKind.RightBracket => inList,
        _ => false,
    };

    private void Complain(RawObject within, string message, string remedy) =>
        complaints.Add(_token.Where, message, remedy, within.Path);

    private void Complain(RawField field, string message, string remedy) =>
        complaints.Add(_token.Where, message, remedy, field.Path);
}
