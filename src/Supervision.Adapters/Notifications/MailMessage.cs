using System.Globalization;
using MimeKit;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>A message as a mail. Every header is put together by the library: no text of others becomes a line of its own.</summary>
internal static class MailMessage
{
    public static MimeMessage Of(OutgoingMessage message, EmailTarget target, string host)
    {
        var mail = new MimeMessage
        {
            Subject = string.Concat(message.Subject.Select(letter => char.IsControl(letter) ? ' ' : letter)),
            Date = message.At,
            MessageId = Identity(message, host),
            Body = BodyOf(message),
        };
        mail.From.Add(Mailbox(target.From with { Name = target.From.Name.Length > 0 ? target.From.Name : "healthcheck" }));
        mail.To.AddRange(target.To.Select(Mailbox));
        // RFC 3834: nobody's holiday answers this.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.Severity == Severity.Critical) mail.Importance = MessageImportance.High;
        return mail;
    }

    /// <summary>The same for each try, so that a mail that arrives twice can be known by it.</summary>
    public static string Identity(OutgoingMessage message, string host) => string.Create(
        CultureInfo.InvariantCulture, $"healthcheck.{message.Id.Number}.{message.At.ToUnixTimeSeconds()}@{DomainOf(host)}");

    private static MailboxAddress Mailbox(MailAddress address) => new(address.Name, address.Address);

    private static string DomainOf(string host) => Uri.CheckHostName(host) == UriHostNameType.Dns ? host : "localhost";

    private static MimeEntity BodyOf(OutgoingMessage message)
    {
        var plain = new TextPart("plain") { Text = message.Text };
        return message.Html is null ? plain : new MultipartAlternative(plain, new TextPart("html") { Text = message.Html });
    }
}
