using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Supervision.Core.Notifications.Texts;

/// <summary>What is to be said, before it is known on what it is read.</summary>
/// <param name="Headline">One sentence without a full stop.</param>
/// <param name="Lines">In the order in which a person wants to know them.</param>
internal sealed record Letter(string Headline, ImmutableArray<LetterLine> Lines)
{
    // Turkish letters are letters; what HTML means something by, and what could hide something, is not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(
        UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement, UnicodeRanges.LatinExtendedA, UnicodeRanges.GeneralPunctuation);

    /// <summary>For a reader of mail.</summary>
    public string Plain()
    {
        var text = new StringBuilder(Headline).Append(".\n\n");
        foreach (var line in Lines)
            text.Append(line.Label).Append(": ").Append(line.Text).Append('\n');
        return text.ToString();
    }

    /// <summary>For a telephone: what, where and why.</summary>
    public string Short(string host)
    {
        var why = Lines.FirstOrDefault(line => line.IsReason);
        return why is null ? $"{host}: {Headline}" : $"{host}: {Headline}. {why.Text}";
    }

    /// <param name="language">As HTML names it: <c>tr</c>.</param>
    public string Html(string language)
    {
        var html = new StringBuilder($"<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\"></head><body><h2>")
            .Append(Encoder.Encode(Headline))
            .Append("</h2><table>");
        foreach (var line in Lines)
        {
            html.Append("<tr><td style=\"vertical-align:top;padding-right:1em\"><b>")
                .Append(Encoder.Encode(line.Label))
                .Append("</b></td><td>")
                .Append(Encoder.Encode(line.Text))
                .Append("</td></tr>");
        }

        return html.Append("</table></body></html>").ToString();
    }
}

/// <param name="IsReason">What a small screen shows besides the headline.</param>
internal sealed record LetterLine(string Label, string Text, bool IsReason = false);
