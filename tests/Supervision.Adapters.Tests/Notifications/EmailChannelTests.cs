using System.Text;
using MimeKit;
using Supervision.Adapters.Tests.Probes;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Tests.Notifications;

/// <summary>Mails to a real SMTP server, and to servers that are none.</summary>
public sealed class EmailChannelTests : IDisposable
{
    private const string Canary = "kanarya-4711";

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_mail_arrives_with_its_turkish_letters_and_both_of_its_forms()
    {
        using var server = await MailServer.StartAsync();

        Assert.IsType<Delivery.Delivered>(await Sent.To(Target(server.Port)));

        using var mail = Assert.Single(Read(server));
        Assert.Equal(Sent.Message.Subject, mail.Subject);
        Assert.Equal(Sent.Message.Text, mail.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal(Sent.Message.Html, mail.HtmlBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal(Sent.Message.At, mail.Date);
        Assert.Equal("admin@example.org", mail.Headers["X-To"]);
    }

    [SkippableFact]
    public async Task The_same_message_has_the_same_message_id_on_each_try()
    {
        using var server = await MailServer.StartAsync();

        await Sent.To(Target(server.Port));
        await Sent.To(Target(server.Port));

        Assert.Equal(
            ["healthcheck.42.1795419000@sunucu.example", "healthcheck.42.1795419000@sunucu.example"],
            Read(server).Select(mail => mail.MessageId));
    }

    [SkippableFact]
    public async Task It_logs_in_under_starttls_and_verifies_the_certificate()
    {
        using var server = await MailServer.StartAsync(tls: true, login: $"sağlık:{Canary}");
        var target = Target(server.Port) with
        {
            Security = SmtpSecurity.StartTls,
            CaFile = server.CaFile,
            User = "sağlık",
            PasswordFile = Password(Canary),
        };

        Assert.IsType<Delivery.Delivered>(await Sent.To(target));
        Assert.Single(server.Mails);

        var refused = Assert.IsType<Delivery.Later>(await Sent.To(target with { PasswordFile = Password("falsch-" + Canary) }));
        Assert.True(refused.Wait >= TimeSpan.FromMinutes(30), $"{refused}");
        Assert.DoesNotContain(Canary, refused.ToString(), StringComparison.Ordinal);
        Assert.IsType<Delivery.Later>(await Sent.To(target with { CaFile = "" }));
        Assert.Single(server.Mails);
    }

    [SkippableFact]
    public async Task A_certificate_for_another_name_is_told_nothing()
    {
        using var server = await MailServer.StartAsync(tls: true, name: "mail.example.org");

        var later = Assert.IsType<Delivery.Later>(
            await Sent.To(Target(server.Port) with { Security = SmtpSecurity.StartTls, CaFile = server.CaFile }));

        Assert.Contains("certificate", later.Why, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [SkippableFact]
    public async Task A_certificate_that_has_expired_is_told_nothing()
    {
        using var server = await MailServer.StartAsync(tls: true, expired: true);

        var later = Assert.IsType<Delivery.Later>(
            await Sent.To(Target(server.Port) with { Security = SmtpSecurity.StartTls, CaFile = server.CaFile }));

        Assert.Contains("certificate", later.Why, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [SkippableFact]
    public async Task A_server_without_starttls_gets_no_mail_in_plain_text()
    {
        using var server = await MailServer.StartAsync();

        var later = Assert.IsType<Delivery.Later>(await Sent.To(Target(server.Port) with { Security = SmtpSecurity.StartTls }));

        Assert.Contains("does not offer", later.Why, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [SkippableFact]
    public async Task One_receiver_who_is_refused_does_not_cost_the_others_their_mail()
    {
        using var server = await MailServer.StartAsync();

        var delivered = Assert.IsType<Delivery.Delivered>(
            await Sent.To(Target(server.Port) with { To = [Plain("nobody@example.org"), Plain("admin@example.org")] }));

        Assert.Contains("not for nobody@example.org (550", delivered.Evidence, StringComparison.Ordinal);
        Assert.Equal("admin@example.org", Assert.Single(Read(server)).Headers["X-To"]);
    }

    [SkippableFact]
    public async Task All_refused_is_final_and_one_of_them_later_is_not()
    {
        using var server = await MailServer.StartAsync();

        Assert.IsType<Delivery.Refused>(await Sent.To(Target(server.Port) with { To = [Plain("nobody@example.org")] }));
        Assert.IsType<Delivery.Later>(await Sent.To(Target(server.Port) with { To = [Plain("later@example.org")] }));
        Assert.IsType<Delivery.Later>(await Sent.To(Target(server.Port) with { To = [Plain("nobody@example.org"), Plain("later@example.org")] }));
        Assert.Empty(server.Mails);
    }

    [SkippableFact]
    public async Task No_line_break_of_others_becomes_a_header()
    {
        using var server = await MailServer.StartAsync();
        const string Evil = "nginx\r\nBcc: evil@example.org\r\n\r\nbody";

        await Sent.To(Target(server.Port), Sent.Message with { Subject = Evil, Text = Evil + "\r\n.\r\nQUIT", Html = null });

        using var mail = Assert.Single(Read(server));
        Assert.Null(mail.Headers["Bcc"]);
        Assert.Empty(mail.Bcc);
        Assert.Contains("Bcc: evil@example.org", mail.Subject, StringComparison.Ordinal);
        Assert.EndsWith(".\nQUIT", mail.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("421 4.3.2 kapalı\r\n")]
    [InlineData("554 5.7.1 go away\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("220 ")]
    [InlineData("")]
    public async Task A_greeting_that_is_none_is_a_try_for_later(string greeting)
    {
        using var server = Listener.That(async (stream, _, end) => await stream.WriteAsync(Encoding.UTF8.GetBytes(greeting), end));

        Assert.IsType<Delivery.Later>(await Sent.To(Target(server.Port)));
    }

    [Fact]
    public async Task Nobody_there_is_a_try_for_later()
    {
        int port;
        using (var server = Listener.ThatSays("")) port = server.Port;

        Assert.Contains("refused", Assert.IsType<Delivery.Later>(await Sent.To(Target(port))).Why, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_a_try_for_later()
    {
        var later = Assert.IsType<Delivery.Later>(await Sent.To(Target(25) with { Host = "mail.invalid" }));

        Assert.StartsWith("mail.invalid: ", later.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tarpit_and_silence_come_to_their_end()
    {
        using var tarpit = Listener.That(async (stream, _, end) =>
        {
            await stream.WriteAsync("220 "u8.ToArray(), end);
            while (true)
            {
                await stream.WriteAsync("a"u8.ToArray(), end);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, end);
            }
        });
        using var silent = Listener.That((stream, _, end) => stream.ReadExactlyAsync(new byte[1_000_000], end).AsTask());

        Assert.Contains("not taken within", Assert.IsType<Delivery.Later>(await Sent.To(Target(tarpit.Port), seconds: 1)).Why, StringComparison.Ordinal);
        Assert.IsType<Delivery.Later>(await Sent.To(Target(silent.Port), seconds: 1));
        Assert.IsType<Delivery.Later>(await Sent.To(Target(silent.Port) with { Security = SmtpSecurity.Tls }, seconds: 1));
    }

    [Fact]
    public async Task An_answer_without_end_does_not_fill_the_memory()
    {
        using var server = Listener.That(async (stream, _, end) =>
        {
            var line = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("220-welcome\r\n", 1000)));
            while (true) await stream.WriteAsync(line, end);
        });

        Assert.Contains("longer than", Assert.IsType<Delivery.Later>(await Sent.To(Target(server.Port))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_hangs_up_within_the_mail_gets_it_again_later()
    {
        using var server = Listener.That(async (stream, _, end) =>
        {
            using var reader = new StreamReader(stream);
            await stream.WriteAsync("220 here\r\n"u8.ToArray(), end);
            while (await reader.ReadLineAsync(end) is { } line)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(line == "DATA" ? "354 go on\r\n" : "250 OK\r\n"), end);
                if (line != "DATA") continue;
                await reader.ReadLineAsync(end);
                return;
            }
        });

        Assert.IsType<Delivery.Later>(await Sent.To(Target(server.Port)));
    }

    private static EmailTarget Target(int port) => new(
        "127.0.0.1", port, SmtpSecurity.None, Plain("healthcheck@example.org"), [Plain("admin@example.org")], "", "", Verify: true, CaFile: "");

    private static MailAddress Plain(string address) => new("", address);

    private string Password(string text)
    {
        var file = _folder.File(text);
        File.WriteAllText(file, text + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private static MimeMessage[] Read(MailServer server) => [.. server.Mails.Select(file => MimeMessage.Load(file))];
}
