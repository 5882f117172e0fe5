namespace Supervision.Core.Configuration;

/// <content><c>include "file"</c> and <c>include required("file")</c>.</content>
internal sealed partial class Parser
{
    private const string Forms = "write include \"file\" or include required(\"file\"); a key of that name needs quotes";

    /// <summary>Reads what follows the word, and the file into the object the statement stands in.</summary>
    private void ReadInclude(RawObject into, SourcePosition where)
    {
        var required = _token is { Kind: TokenKind.Word, Text: "required(" };
        if (required) Advance();
        var path = _token;
        if (path.Kind != TokenKind.Quoted || path.Text.Length == 0)
        {
            Complain(into, $"include is followed by {_token.Told} and not by a file name in quotes", Forms);
            SkipEntry();
            return;
        }
        Advance();
        if (required && _token is not { Kind: TokenKind.Word, Text: ")" })
        {
            Complain(into, "the parenthesis of required( is never closed", Forms);
            SkipEntry();
            return;
        }
        if (required) Advance();
        intake.Include(path.Text, required, where, into);
    }
}
