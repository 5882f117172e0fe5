using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Supervision.Adapters.Secrets;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>Carries out channels of the kind email.</summary>
internal sealed class EmailChannel(Dialling dialling, string host)
{
    // Ten of the largest answers that RFC 5321 knows for each receiver, and certificates.
    private const long MostToRead = 256 * 1024;

    // A refused login is not tried fast: many a server locks the account after a few.
    private static readonly TimeSpan AfterRefusedLogin = TimeSpan.FromHours(1);

    public async Task<Delivery> SendAsync(EmailTarget target, OutgoingMessage message, CancellationToken deadline)
    {
        var (password, trouble) = SecretFile.Read("password-file", target.PasswordFile);
        return trouble is null
            ? (await ConverseAsync(target, password, message, deadline)).Without(target.User, password)
            : new Delivery.Later(trouble);
    }

    private async Task<Delivery> ConverseAsync(EmailTarget target, Secret? password, OutgoingMessage message, CancellationToken deadline)
    {
        using var client = new MailConversation { LocalDomain = Uri.CheckHostName(host) == UriHostNameType.Dns ? host : "localhost" };
        try
        {
            Prepare(client, target);
            await using var stream = new CappedStream(await dialling.ToAsync(target.Host, target.Port, deadline), MostToRead);
            // The library looks at its token between commands; a closed socket ends everything.
            await using var cut = deadline.UnsafeRegister(static open => ((Stream)open!).Dispose(), stream);
            await client.ConnectAsync(stream, target.Host, target.Port, Options(target.Security), deadline);
            if (password is not null) await client.AuthenticateAsync(target.User, password.Reveal(), deadline);
            client.IsSending = true;
            using var mail = MailMessage.Of(message, target, host);
            var answer = await client.SendAsync(mail, deadline);
            await LeaveAsync(client, deadline);
            var others = client.NotAccepted.Count == 0 ? "" : $"; not for {string.Join(", ", client.NotAccepted)}";
            return new Delivery.Delivered(answer + others);
        }
        catch (AuthenticationException refusal)
        {
            return new Delivery.Later($"the login as {target.User} was refused: {refusal.Message}") { Wait = AfterRefusedLogin };
        }
        catch (SmtpCommandException refusal)
        {
            var said = $"{(int)refusal.StatusCode} {refusal.Message}";
            // Before our mail was spoken of, it is about the server and not about the mail.
            return client.IsSending && (int)refusal.StatusCode >= 500 && !client.SomeMayBeLater
                ? new Delivery.Refused(said)
                : new Delivery.Later(said);
        }
        catch (NotSupportedException missing) when (!deadline.IsCancellationRequested)
        {
            return new Delivery.Later($"{target.Host} does not offer what is configured: {missing.Message}");
        }
        catch (SslHandshakeException failure) when (!deadline.IsCancellationRequested)
        {
            return new Delivery.Later($"{target.Host} has no certificate that is trusted here: {failure.Message.Split('\n')[0]}");
        }
        catch (Exception failure) when (!deadline.IsCancellationRequested
            && failure is SocketException or IOException or ProtocolException or CryptographicException)
        {
            return new Delivery.Later($"{target.Host}: {failure.Message}");
        }
    }

    private static void Prepare(MailConversation client, EmailTarget target)
    {
        client.CheckCertificateRevocation = false;
        if (!target.Verify)
        {
#pragma warning disable CA5359 // The operator has said so: verify = off.
            client.ServerCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
            return;
        }

        var policy = Trust.Policy(target.CaFile);
        client.ServerCertificateValidationCallback = (_, shown, _, errors) => Trust.Holds(shown, errors, policy);
    }

    private static SecureSocketOptions Options(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private static async Task LeaveAsync(MailConversation client, CancellationToken deadline)
    {
        try
        {
            await client.DisconnectAsync(quit: true, deadline);
        }
        catch (Exception rude) when (rude is IOException or ProtocolException or OperationCanceledException or ObjectDisposedException)
        {
            // The mail is taken, whatever became of the farewell.
        }
    }

    /// <summary>A conversation that goes on for the other receivers where one is refused.</summary>
    private sealed class MailConversation : SmtpClient
    {
        public bool IsSending { get; set; }

        public List<string> NotAccepted { get; } = [];

        /// <summary>One of those who were not accepted may be accepted later.</summary>
        public bool SomeMayBeLater { get; private set; }

        protected override void OnRecipientNotAccepted(MimeKit.MimeMessage message, MimeKit.MailboxAddress mailbox, SmtpResponse response)
        {
            NotAccepted.Add($"{mailbox.Address} ({(int)response.StatusCode} {response.Response})");
            SomeMayBeLater |= (int)response.StatusCode < 500;
        }

        protected override void OnNoRecipientsAccepted(MimeKit.MimeMessage message) => throw new SmtpCommandException(
            SmtpErrorCode.RecipientNotAccepted,
            SomeMayBeLater ? SmtpStatusCode.MailboxBusy : SmtpStatusCode.MailboxUnavailable,
            $"nobody was accepted: {string.Join(", ", NotAccepted)}");
    }
}
