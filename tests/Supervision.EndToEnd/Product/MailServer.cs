using System.Text.Json;
using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Product;

/// <summary>A mail as its reader sees it.</summary>
internal sealed record Mail(string Id, string Subject, string Text, bool HasHtml);

/// <summary>A mail server within the host (Debian's aiosmtpd) that demands TLS and a login, and a daemon that knows both.</summary>
internal static class MailServer
{
    public const string Unit = "mailbox.service";

    private const string Box = "/var/lib/mailbox";

    private const string Program = $$"""
        #!/usr/bin/python3
        import email, email.policy, json, os, signal, ssl
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import AuthResult, LoginPassword

        class Box:
            async def handle_DATA(self, server, session, envelope):
                mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
                kept = {
                    "Id": str(mail["Message-ID"]), "Subject": str(mail["Subject"]),
                    "Text": mail.get_body(("plain",)).get_content(), "HasHtml": mail.get_body(("html",)) is not None,
                }
                with open("{{Box}}/mails", "a") as mails:
                    mails.write(json.dumps(kept) + "\n")
                return "250 2.0.0 kept"

        def let_in(server, session, envelope, mechanism, login):
            known = LoginPassword(b"healthcheck", open("/etc/mailbox-password", "rb").read().strip())
            # Not handled: else a refusal is ours to say, and who logs in waits for it until its time is over.
            return AuthResult(success=isinstance(login, LoginPassword) and login == known, handled=False)

        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain("{{Box}}/cert.pem", "{{Box}}/key.pem")
        Controller(
            Box(), hostname="127.0.0.1", port=2525, tls_context=tls, require_starttls=True,
            auth_required=True, auth_require_tls=True, authenticator=let_in).start()
        os.system("systemd-notify --ready")
        signal.pause()

        """;

    private const string Service = $"""
        [Unit]
        Before=healthcheck.service
        [Service]
        Type=notify
        NotifyAccess=all
        StateDirectory=mailbox
        ExecStartPre=/bin/sh -c 'test -e {Box}/cert.pem || openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout {Box}/key.pem -out {Box}/cert.pem'
        ExecStart=/usr/local/bin/mailbox
        [Install]
        WantedBy=multi-user.target

        """;

    private const string Channel = $$"""
        healthcheck.notify.mail {
          kind = email, smtp = "127.0.0.1:2525", security = starttls, ca-file = "{{Box}}/cert.pem", timeout = 10s
          from = "Gözcü <healthcheck@example.com>", to = ["nöbetçi <ops@example.com>"], user = healthcheck, password-file = mail-password
        }

        """;

    /// <summary>A host with the server, and a daemon that sends through it.</summary>
    public static Preparation WithMail(this Preparation preparation) => preparation
        .With("/usr/local/bin/mailbox", Program)
        .With("/etc/mailbox-password", "çok gizli 123\n")
        .With($"/etc/systemd/system/{Unit}", Service)
        .With("/etc/systemd/system/healthcheck.service.d/mail.conf", "[Service]\nLoadCredential=mail-password:/etc/mailbox-password\n")
        .With("/etc/healthcheck/conf.d/70-mail.conf", Channel)
        .Enabling(Unit);

    extension(BootedHost host)
    {
        /// <summary>What has arrived, in order.</summary>
        public async Task<IReadOnlyList<Mail>> MailsAsync()
        {
            var lines = await host.OutputOfAsync("sh", "-c", $"test ! -e {Box}/mails || cat {Box}/mails");
            return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Mail>(line)!)];
        }

        /// <summary>Waits until so many have arrived, and then for one more that the test sends itself: whatever was to come before it has
        /// come.</summary>
        /// <returns>All but that one.</returns>
        public async Task<IReadOnlyList<Mail>> MailsAfterAllAsync(int count)
        {
            await host.EventuallyAsync(async () => (await host.MailsAsync()).Count >= count, TimeSpan.FromMinutes(3), $"{count} mails");
            (await host.HealthcheckAsync("test-notification", "mail")).OrFail();
            var mails = await host.MailsAsync();
            Assert.StartsWith("[DENEME] ", mails[^1].Subject, StringComparison.Ordinal);
            return [.. mails.SkipLast(1)];
        }
    }
}
