using System.Collections.Immutable;

namespace Supervision.Core.Configuration;

/// <content>Values: objects, lists, texts, and what is joined around substitutions.</content>
internal sealed partial class Parser
{
    private void ReadFieldValue(RawField field, SourcePosition key)
    {
        if (_token.Kind == TokenKind.LeftBrace)
        {
            var opened = _token.Where;
            if (!Nests(field.Within.Depth + 1, field, inList: false)) return;
            Advance();
            ReadEntries(field.OpenObject(opened), opened);
            EndValue(field, inList: false);
        }
        else if (_token.Kind is TokenKind.Newline or TokenKind.Comma or TokenKind.RightBrace or TokenKind.End)
        {
            complaints.Add(key, "the key has no value", "write the value on the same line; an empty text is \"\"", field.Path);
        }
        else if (ReadValue(field, field.Within.Depth, inList: false) is { } value)
        {
            field.Add(value);
        }
    }

    /// <summary>Reads a list, text or join, or an element of a list. Null after a complaint.</summary>
    private RawValue? ReadValue(RawField field, int depth, bool inList)
    {
        var where = _token.Where;
        RawValue? value;
        switch (_token.Kind)
        {
            case TokenKind.LeftBracket:
                if (!Nests(depth + 1, field, inList)) return null;
                Advance();
                value = ReadList(field, depth + 1, where);
                break;
            case TokenKind.LeftBrace:
                if (!Nests(depth + 1, field, inList)) return null;
                Advance();
                var element = new RawObject(field, depth + 1, where);
                ReadEntries(element, where);
                value = element;
                break;
            default:
                value = ReadPieces(field, where, inList);
                break;
        }
        EndValue(field, inList);
        return value;
    }

    private RawList ReadList(RawField field, int depth, SourcePosition opened)
    {
        var items = ImmutableArray.CreateBuilder<RawValue>();
        while (true)
        {
            SkipNewlines();
            switch (_token.Kind)
            {
                case TokenKind.RightBracket:
                    Advance();
                    return new(items.ToImmutable(), opened);
                case TokenKind.End or TokenKind.RightBrace:
                    complaints.Add(opened, "the bracket is never closed", "add the missing ']'", field.Path);
                    return new(items.ToImmutable(), opened);
                case TokenKind.Comma:
                    Complain(field, "the comma has no value before it", "take it out");
                    Advance();
                    continue;
            }
            intake.Charge.Value(_token.Where);
            if (ReadValue(field, depth, inList: true) is { } item) items.Add(item);
            SkipNewlines();
            if (_token.Kind == TokenKind.Comma) Advance();
        }
    }

    /// <summary>A text without quotes, one in quotes, or a join; never nothing without a complaint.</summary>
    private RawValue? ReadPieces(RawField field, SourcePosition where, bool inList)
    {
        var tokens = new List<Token>();
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var substitutes = false;
        while (_token.Kind is TokenKind.Word or TokenKind.Quoted or TokenKind.Substitution)
        {
            if (pieces.Count > 0 && _token.Leading.Length > 0) pieces.Add(new Piece.Literal(_token.Leading));
            tokens.Add(_token);
            if (_token.Kind != TokenKind.Substitution)
            {
                pieces.Add(new Piece.Literal(_token.Text));
                Advance();
            }
            else if (ReadSubstitution(field) is { } substitution)
            {
                pieces.Add(substitution);
                substitutes = true;
            }
            else
            {
                SkipEntry(inList);
                return null;
            }
        }
        if (substitutes) return new RawJoin(pieces.ToImmutable(), scope, where);
        if (tokens is [{ Kind: TokenKind.Quoted } only]) return new RawScalar(new(only.Text, quoted: true, where));
        if (tokens.Count > 1 && (inList || tokens.Exists(token => token.Kind == TokenKind.Quoted)))
        {
            complaints.Add(
                tokens[1].Where,
                $"{tokens[1].Told} follows another value",
                "put a comma between the two, or one pair of quotes around both",
                field.Path);
            return null;
        }
        return Unquoted(string.Concat(pieces.Cast<Piece.Literal>().Select(piece => piece.Text)), field, where);
    }

    private RawScalar? Unquoted(string text, RawField field, SourcePosition where)
    {
        // Nothing: the sign that stands here is told by who looks for the end of the value.
        if (text.Length == 0) return null;
        if (text != "null") return new(new(text, quoted: false, where));
        complaints.Add(where, "null is not a value here", "leave the key out, or write \"\" for an empty text", field.Path);
        return null;
    }

    private Piece.Substitution? ReadSubstitution(RawField field)
    {
        var opened = _token;
        Advance();
        var path = ReadPath(field.Within);
        var isPath = path is not null && _token.Kind == TokenKind.RightBrace;
        while (_token.Kind is not (TokenKind.RightBrace or TokenKind.Newline or TokenKind.End)) Advance();
        var closed = _token.Kind == TokenKind.RightBrace;
        if (closed) Advance();
        if (isPath) return new([.. path!], opened.Text.EndsWith('?'), opened.Where);
        // A path that could not be read has been told already.
        if (path is not null)
            complaints.Add(
                opened.Where,
                closed ? "the substitution holds more than a path" : "the substitution is never closed",
                "write ${path} or ${?path}",
                field.Path);
        return null;
    }

    private void EndValue(RawField field, bool inList)
    {
        if (EndsEntry(inList) || _token.Kind == TokenKind.End) return;
        var (message, remedy) = _token.Kind switch
        {
            TokenKind.LeftBrace or TokenKind.LeftBracket =>
                ("an object or a list cannot be joined to another value", "write the whole value, or put a comma between the two"),
            TokenKind.Equals or TokenKind.PlusEquals =>
                ($"{_token.Told} stands within a value", "begin a new line for the next key, or put the value in quotes"),
            TokenKind.RightBracket => ("the bracket closes nothing", "take it out, or add the missing '['"),
            TokenKind.Word or TokenKind.Quoted or TokenKind.Substitution =>
                ($"{_token.Told} stands behind the end of a value", "put a comma between the two, or begin a new line"),
            _ => ($"{_token.Told} stands in a value without quotes", "put the whole value in quotes"),
        };
        Complain(field, message, remedy);
        SkipEntry(inList);
    }

    private bool Nests(int depth, RawField field, bool inList)
    {
        if (depth <= HoconLimits.Depth) return true;
        Complain(field, $"objects and lists lie more than {HoconLimits.Depth} deep", "write it flatter");
        SkipEntry(inList);
        return false;
    }
}
