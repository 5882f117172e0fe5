using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Core.Notifications.Channels;

/// <summary>Whose words the answer of an SMS provider is in.</summary>
public enum SmsProvider
{
    /// <summary>Anybody's: <see cref="SmsTarget.Success"/> says what an answer holds that took the message.</summary>
    Template,

    /// <summary>İletimerkezi: a status within the body.</summary>
    Iletimerkezi,
}

/// <summary>Short messages, by a provider that takes a POST of JSON.</summary>
/// <param name="Url">Null only for a provider whose address is known.</param>
/// <param name="Sender">As the provider knows it; at most 11 letters.</param>
/// <param name="To">In E.164.</param>
/// <param name="KeyFile">A path, or the name of a credential; empty for none.</param>
/// <param name="HashFile">The same.</param>
/// <param name="Success">What the body of an answer holds that took the message; empty where its status says it.</param>
/// <param name="Parts">A longer text is cut.</param>
/// <param name="Verify">The certificate must be valid.</param>
/// <param name="CaFile">The authorities that are trusted, in PEM; empty for those of this host.</param>
public sealed record SmsTarget(
    SmsProvider Provider,
    Uri? Url,
    string Sender,
    ImmutableArray<string> To,
    string KeyFile,
    string HashFile,
    BodyTemplate Body,
    string Success,
    int Parts,
    bool Verify,
    string CaFile) : IChannelTarget
{
    private const int LettersOfAPart = 153;

    public string Kind => "sms";

    /// <summary>Of letters that take the least room; the channel itself cuts what has others.</summary>
    public int LongestText => Parts * LettersOfAPart;

    public bool TakesHtml => false;

    public bool Equals(SmsTarget? other) =>
        other is not null
        && (Provider, Url, Sender, KeyFile, HashFile) == (other.Provider, other.Url, other.Sender, other.KeyFile, other.HashFile)
        && (Body, Success, Parts, Verify, CaFile) == (other.Body, other.Success, other.Parts, other.Verify, other.CaFile)
        && To.SequenceEqual(other.To);

    public override int GetHashCode() => To.Aggregate(HashCode.Combine(Provider, Url, Sender, KeyFile, HashFile, Parts), HashCode.Combine);
}

/// <summary>Reads a channel of the kind sms.</summary>
internal static class SmsTargetReader
{
    private const int LongestSender = 11;
    private const int MostParts = 10;

    /// <summary>What a body can name; <c>numbers</c> gives the receivers with commas between them.</summary>
    public static ImmutableArray<string> Names { get; } = ["text", "sender", "numbers", "key", "hash", "id"];

    public static SmsTarget Read(Section channel)
    {
        var target = new SmsTarget(
            channel.OneOf("provider", ("iletimerkezi", SmsProvider.Iletimerkezi), ("template", SmsProvider.Template)),
            ProbeValues.Url(channel, "url", "https", "http"),
            ReadSender(channel),
            ReadNumbers(channel),
            ProbeValues.PasswordFile(channel, "key-file"),
            ProbeValues.PasswordFile(channel, "hash-file"),
            BodyTemplate.Read(channel, "body", Names),
            channel.Text("success"),
            channel.Number("parts", 1, MostParts),
            channel.Flag("verify"),
            ProbeValues.Path(channel, "ca-file"));
        if (target is { KeyFile.Length: > 0, Url: { Scheme: "http", IsLoopback: false } })
            channel.Reject("url", "would carry the key in plain text over the network", "write https://");
        if (!target.To.IsEmpty) CheckProvider(channel, target);
        return target;
    }

    private static void CheckProvider(Section channel, SmsTarget target)
    {
        (string Key, string Remedy)[] needs = target.Provider == SmsProvider.Iletimerkezi
            ?
            [
                ("sender", "write the name that the provider has registered for you"),
                ("key-file", "write the name of a credential or the path of the file with the API key"),
                ("hash-file", "write the name of a credential or the path of the file with the API hash"),
            ]
            :
            [
                ("url", "write the provider's address, such as url = \"https://sms.example.org/send\""),
                ("body", "write what the provider wants to be sent, with {{text}} and {{numbers}} in it"),
            ];
        foreach (var (key, remedy) in needs.Where(need => channel.IsEmpty(need.Key)))
            channel.Reject($"sends nothing without {key}", remedy);
    }

    private static string ReadSender(Section channel)
    {
        var sender = ProbeValues.Line(channel, "sender");
        if (sender.Length > LongestSender)
            channel.Reject("sender", $"has more than {LongestSender} letters", "write the name that the provider has registered for you");
        return sender;
    }

    private static ImmutableArray<string> ReadNumbers(Section channel)
    {
        var numbers = ImmutableArray.CreateBuilder<string>();
        foreach (var text in channel.Texts("to"))
        {
            if (PhoneNumber.Normal(text) is { } number) numbers.Add(number);
            else
            {
                channel.Reject(
                    "to",
                    $"must be mobile numbers, but has {Excerpt.Of(text)}",
                    "write for example \"+905321234567\" or \"0532 123 45 67\"");
            }
        }

        return [.. numbers.Distinct(StringComparer.Ordinal)];
    }
}
