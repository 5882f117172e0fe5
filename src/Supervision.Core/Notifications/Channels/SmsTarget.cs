using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Core.Notifications.Channels;

/// <summary>By a provider of short messages that takes them over HTTP.</summary>
/// <param name="Sender">The name that the provider has approved.</param>
/// <param name="To">In the international form, with a plus sign; at least one.</param>
/// <param name="Key">Who pays, by the provider's word; may be empty.</param>
/// <param name="SecretFile">Where what goes with the key lies: a path, or the name of a credential of our unit; empty for none.</param>
/// <param name="Body">What is sent, once for all numbers.</param>
/// <param name="Accepted">What the answer has to hold; empty where its status says enough.</param>
/// <param name="MostParts">A text of more messages is cut.</param>
public sealed record SmsTarget(
    Uri Url,
    string Sender,
    ImmutableArray<string> To,
    string Key,
    string SecretFile,
    BodyTemplate Body,
    string Accepted,
    int MostParts,
    CertificateRules Certificate)
    : IChannelTarget
{
    private const int LettersOfAPart = 153;

    public string Kind => "sms";

    public int LongestText => MostParts * LettersOfAPart;

    public bool TakesHtml => false;

    public bool Equals(SmsTarget? other) => other is not null
        && (Url, Sender, Key, SecretFile, Body, Accepted, MostParts, Certificate)
            == (other.Url, other.Sender, other.Key, other.SecretFile, other.Body, other.Accepted, other.MostParts, other.Certificate)
        && To.SequenceEqual(other.To);

    public override int GetHashCode() => HashCode.Combine(Url, Sender, Key, SecretFile, Body, Accepted, MostParts, To.Length);
}

/// <summary>Reads a channel of the kind sms.</summary>
internal static class SmsTargetReader
{
    private const int LongestSender = 11;

    private static readonly Uri Nowhere = new("http://127.0.0.1/");

    // What İletimerkezi takes, by its own documentation; "receipents" is spelled so there.
    private static readonly Preset Iletimerkezi = new(
        new Uri("https://api.iletimerkezi.com/v1/send-sms/json"),
        """
        { "request": {
            "authentication": { "key": "{{key}}", "hash": "{{secret}}" },
            "order": { "sender": "{{sender}}", "iys": "0", "message": { "text": "{{text}}", "receipents": { "number": {{numbers}} } } } } }
        """,
        "\"code\":\"200\"");

    private sealed record Preset(Uri Url, string Body, string Accepted);

    public static SmsTarget Read(Section channel)
    {
        var preset = channel.OneOf<Preset?>("provider", ("none", null), ("iletimerkezi", Iletimerkezi));
        var url = ProbeValues.Url(channel, "url", "https", "http") ?? preset?.Url;
        var body = ReadBody(channel, preset);

        // In the section of the kind neither is a mistake.
        var isTemplate = channel.IsDefault("provider") && channel.IsEmpty("sender");
        if (!isTemplate && url is null && channel.IsSound("url"))
            channel.Reject("tells nobody without url", "write provider = iletimerkezi, or the url of another one");
        if (!isTemplate && body.IsEmpty && channel.IsSound("body"))
            channel.Reject("tells nobody without body", "write what the provider takes, such as { \"to\": {{numbers}}, \"text\": \"{{text}}\" }");
        return new SmsTarget(
            url ?? Nowhere,
            ReadSender(channel, "sender"),
            [.. channel.Texts("to").Select(number => ReadNumber(channel, "to", number))],
            ProbeValues.Line(channel, "key"),
            ProbeValues.PasswordFile(channel, "secret-file"),
            body,
            channel.IsEmpty("accepted") ? preset?.Accepted ?? "" : channel.Text("accepted"),
            channel.Number("parts", 1, 10),
            new CertificateRules(channel.Flag("verify"), Days: 0, ProbeValues.Path(channel, "ca-file")));
    }

    private static BodyTemplate ReadBody(Section channel, Preset? preset)
    {
        var own = BodyTemplate.Read(channel, "body", "text", "sender", "key", "secret", BodyTemplate.List);
        if (own.IsEmpty)
            return new BodyTemplate(preset?.Body ?? "");
        if (!own.Text.Contains($"{{{{{BodyTemplate.List}}}}}", StringComparison.Ordinal))
            channel.Reject("body", "has no place for the numbers", "write {{numbers}} without quotes, as in { \"to\": {{numbers}} }");
        return own;
    }

    private static string ReadSender(Section channel, string key)
    {
        var sender = channel.Text(key);
        if (sender.Length <= LongestSender && !sender.Any(char.IsControl))
            return sender;
        channel.Reject(key, $"must have at most {LongestSender} letters, but is {Excerpt.Of(sender)}", "write it as the provider has approved it");
        return "";
    }

    // 0532 123 45 67, 5321234567, 90 532 …, +90 532 …: all of them one telephone in Turkey. Others are written with their plus sign.
    private static string ReadNumber(Section channel, string key, string written)
    {
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        var isPlain = written.Length > 0 && written.All(letter => char.IsAsciiDigit(letter) || letter is '+' or ' ' or '-' or '(' or ')')
            && written.LastIndexOf('+') is var plus && (plus < 0 || written.TrimStart()[0] == '+' && written.Count(letter => letter == '+') == 1);
        var number = !isPlain ? ""
            : written.Contains('+', StringComparison.Ordinal) ? digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            : digits is ['0', '5', ..] ? "9" + digits
            : digits is ['5', ..] && digits.Length == 10 ? "90" + digits
            : digits;
        var isTurkish = number.StartsWith("90", StringComparison.Ordinal);
        if (number.Length is >= 8 and <= 15 && number[0] != '0' && (!isTurkish || number is { Length: 12 } && number[2] == '5'))
            return "+" + number;
        if (written.Length > 0)
            channel.Reject(key, $"has {Excerpt.Of(written)}, which is no mobile number", "write it as +905321234567");
        return "";
    }
}
