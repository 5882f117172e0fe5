using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Supervision.Adapters.Probes;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>Hands a mail to a server. TLS is never left out where it was asked for.</summary>
internal sealed class EmailSender(HostNames names, string host)
{
    // Servers lock those out who try again and again.
    private static readonly TimeSpan AfterARefusedLogin = TimeSpan.FromMinutes(15);

    public async Task<Delivery> SendAsync(EmailTarget target, OutgoingMessage message, CancellationToken deadline)
    {
        var (secret, trouble) = Secret.Read(target.PasswordFile, "password-file");
        if (trouble is not null)
            return trouble;
        var certificate = new MailCertificate(target.Certificate);
        using var client = new MailClient();
        client.ServerCertificateValidationCallback = certificate.Judge;
        client.CheckCertificateRevocation = false;
        using var mail = new Mail(target, host).Of(message);
        try
        {
            // Connected by us: the library's own way has no end that we could set.
            var socket = await Sockets.ConnectAsync(names, target.Host, target.Port, deadline).ConfigureAwait(false);
            await client.ConnectAsync(socket, target.Host, target.Port, Security(target), deadline).ConfigureAwait(false);
            if (secret is not null)
                await client.AuthenticateAsync(target.User, secret.Reveal(), deadline).ConfigureAwait(false);
            var said = await client.SendAsync(mail, deadline).ConfigureAwait(false);
            await SayGoodbyeAsync(client, deadline).ConfigureAwait(false);
            var refused = client.Refused.Count == 0 ? "" : $"; not taken for {string.Join(", ", client.Refused)}";
            return new Delivery.Delivered($"{said}{refused}");
        }
        catch (SmtpCommandException failure)
        {
            var answer = string.Create(CultureInfo.InvariantCulture, $"{(int)failure.StatusCode} {failure.Message}");
            return (int)failure.StatusCode >= 500 ? new Delivery.Refused(answer) : new Delivery.Later(answer);
        }
        catch (AuthenticationException failure)
        {
            return new Delivery.Later($"the login is refused: {failure.Message}") { Wait = AfterARefusedLogin };
        }
        catch (SslHandshakeException failure)
        {
            deadline.ThrowIfCancellationRequested();
            return new Delivery.Later(certificate.Refusal ?? $"no TLS: {(failure.InnerException ?? failure).Message.Split('\n')[0]}");
        }
        catch (NotSupportedException failure)
        {
            return new Delivery.Later($"{target.Host}: {failure.Message}");
        }
        catch (Exception failure) when (failure is SocketException or IOException or ProtocolException or ServiceNotConnectedException)
        {
            deadline.ThrowIfCancellationRequested();
            return new Delivery.Later(string.Create(CultureInfo.InvariantCulture, $"{target.Host}:{target.Port}: {failure.Message}"));
        }
    }

    private static SecureSocketOptions Security(EmailTarget target) => target.Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    // The server has the mail: what goes wrong from here on changes nothing about that, and a second mail would be the worse fault.
    private static async Task SayGoodbyeAsync(MailClient client, CancellationToken deadline)
    {
        try
        {
            await client.DisconnectAsync(quit: true, deadline).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or ProtocolException or CommandException or OperationCanceledException
            or SocketException)
        {
            client.Goodbye = failure.Message;
        }
    }

    /// <summary>Sends to those whom the server takes, and remembers the others.</summary>
    private sealed class MailClient : SmtpClient
    {
        public List<string> Refused { get; } = [];

        /// <summary>What went wrong after the mail was taken; null where nothing did.</summary>
        public string? Goodbye { get; set; }

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            Refused.Add(string.Create(CultureInfo.InvariantCulture, $"{mailbox.Address} ({(int)response.StatusCode} {response.Response})"));
            Answer = response;
        }

        protected override void OnNoRecipientsAccepted(MimeMessage message) => throw new SmtpCommandException(
            SmtpErrorCode.RecipientNotAccepted, Answer!.StatusCode, string.Join(", ", Refused));

        private SmtpResponse? Answer { get; set; }
    }
}

/// <summary>A message as a mail.</summary>
internal sealed class Mail(EmailTarget target, string host)
{
    public MimeMessage Of(OutgoingMessage message)
    {
        var body = new BodyBuilder { TextBody = message.Text, HtmlBody = message.Html };
        var mail = new MimeMessage
        {
            Subject = message.Subject,
            Date = message.At,

            // The same at each try, so that a reader knows a second one from the first; and one thread for all about one topic.
            MessageId = $"{Id(message)}.{message.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}@{Domain}",
            Body = body.ToMessageBody(),
            Importance = message.Severity == Severity.Critical ? MessageImportance.High : MessageImportance.Normal,
        };
        mail.From.Add(MailboxAddress.Parse(target.From));
        mail.To.AddRange(target.To.Select(MailboxAddress.Parse));
        mail.References.Add($"{Thread(message.Topic)}@{Domain}");
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mail;
    }

    private string Domain => host.Contains('.', StringComparison.Ordinal) ? host : $"{host}.healthcheck";

    private static string Id(OutgoingMessage message) => $"healthcheck.{message.Id.Number.ToString(CultureInfo.InvariantCulture)}";

    private static string Thread(Topic topic) =>
        "healthcheck." + string.Concat(topic.Text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '.'));
}
