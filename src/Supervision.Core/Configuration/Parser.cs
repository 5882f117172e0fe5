namespace Supervision.Core.Configuration;

/// <summary>
/// Reads the entries of one file, by recursive descent within <see cref="HoconLimits.Depth"/>. After an error it goes on with the next
/// entry, stepping over whole braces and brackets, so that one mistake is told once and the next one too.
/// </summary>
/// <param name="scope">The object the file is read into: its substitutions are looked up there first.</param>
internal sealed partial class Parser(Lexer lexer, Intake intake, Complaints complaints, RawObject scope)
{
    private Token _token = lexer.Next();

    public void ReadFile(RawObject into)
    {
        SkipNewlines();
        if (_token.Kind != TokenKind.LeftBrace)
        {
            ReadEntries(into, opened: null);
            return;
        }
        // As in JSON, braces may stand around the whole file.
        var opened = _token.Where;
        Advance();
        ReadEntries(into, opened);
        SkipNewlines();
        if (_token.Kind != TokenKind.End)
            Complain(
                into,
                $"{_token.Told} stands behind the brace that closes the file",
                "take out what follows the brace, or the brace");
    }

    /// <summary>Reads up to the closing brace, or to the end of the file if no brace was opened.</summary>
    private void ReadEntries(RawObject into, SourcePosition? opened)
    {
        while (true)
        {
            SkipNewlines();
            switch (_token.Kind)
            {
                case TokenKind.End:
                    if (opened is { } brace) complaints.Add(brace, "the brace is never closed", "add the missing '}'", into.Path);
                    return;
                case TokenKind.RightBrace when opened is not null:
                    Advance();
                    return;
                case TokenKind.RightBrace:
                    Complain(into, "the brace closes nothing", "take it out, or add the missing '{'");
                    Advance();
                    break;
                case TokenKind.Comma:
                    Complain(into, "the comma has no entry before it", "take it out");
                    Advance();
                    break;
                case TokenKind.Word or TokenKind.Quoted:
                    ReadEntry(into);
                    ReadSeparator(into);
                    break;
                default:
                    Complain(
                        into,
                        $"{_token.Told} stands where a key is expected",
                        "write key = value; other characters in a key need quotes");
                    SkipEntry();
                    break;
            }
        }
    }

    private void ReadEntry(RawObject into)
    {
        var first = _token;
        if (first is { Kind: TokenKind.Word, Text: "include" })
        {
            Advance();
            ReadInclude(into, first.Where);
            return;
        }
        if (ReadPath(into) is not { } path)
        {
            SkipEntry();
            return;
        }
        // One level more than the path: the object it may open.
        if (into.Depth + path.Count > HoconLimits.Depth)
        {
            complaints.Add(first.Where, $"objects and lists lie more than {HoconLimits.Depth} deep", "write it flatter", into.Path);
            SkipEntry();
            return;
        }
        intake.Charge.Value(first.Where);
        foreach (var key in path.SkipLast(1)) into = into.Mention(key, first.Where).OpenObject(first.Where);
        ReadAssignment(into.Mention(path[^1], first.Where), first.Where);
    }

    private void ReadAssignment(RawField field, SourcePosition where)
    {
        switch (_token.Kind)
        {
            case TokenKind.Equals or TokenKind.Colon:
                Advance();
                ReadFieldValue(field, where);
                break;
            case TokenKind.LeftBrace:
                ReadFieldValue(field, where);
                break;
            case TokenKind.PlusEquals:
                Complain(field, "'+=' is not read here", "write the whole list with '='");
                SkipEntry();
                break;
            case TokenKind.Newline or TokenKind.Comma or TokenKind.RightBrace or TokenKind.End:
                complaints.Add(where, "the key has no value", "write key = value or key { … } on one line", field.Path);
                break;
            default:
                Complain(
                    field,
                    $"{_token.Told} stands where '=' or '{{' is expected",
                    "write key = value or key { … }; a key with other characters needs quotes");
                SkipEntry();
                break;
        }
    }

    private void ReadSeparator(RawObject within)
    {
        var newline = SkipNewlines();
        if (_token.Kind == TokenKind.Comma) Advance();
        else if (!newline && _token.Kind is not (TokenKind.RightBrace or TokenKind.End))
        {
            Complain(within, $"{_token.Told} stands behind the end of an entry", "begin a new line or put a comma between two entries");
            SkipEntry();
        }
    }
}
