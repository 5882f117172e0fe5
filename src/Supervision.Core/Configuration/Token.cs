namespace Supervision.Core.Configuration;

internal enum TokenKind
{
    End,
    Newline,
    Comma,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Equals,
    Colon,
    PlusEquals,

    /// <summary><c>${</c> or <c>${?</c>; a path and a right brace follow.</summary>
    Substitution,

    /// <summary>A text in quotes, escapes replaced.</summary>
    Quoted,

    /// <summary>A run of characters that need no quotes.</summary>
    Word,

    /// <summary>A character that HOCON reserves: it may stand in quotes only.</summary>
    Stray,
}

/// <param name="Leading">The blanks before the token on its line; they count where values are joined.</param>
internal readonly record struct Token(TokenKind Kind, string Text, string Leading, SourcePosition Where)
{
    /// <summary>The token as an operator would recognise it in a message.</summary>
    public string Told => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.Newline => "the end of the line",
        _ => Excerpt.Of(Text),
    };
}
