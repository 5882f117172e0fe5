using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;
using Supervision.Core.Tests.Configuration;

namespace Supervision.Core.Tests.Notifications;

/// <summary>Channels as an operator writes them.</summary>
public sealed class ChannelsReaderTests
{
    private const string Mail = "smtp = \"127.0.0.1:25\", from = \"healthcheck@example.org\", to = [\"admin@example.org\"]";

    private readonly ConfigErrors _errors = new();

    [Fact]
    public void Nothing_is_a_channel_until_somebody_writes_one() => Assert.Empty(Read(""));

    [Fact]
    public void The_email_of_the_contract_is_read()
    {
        var channel = Assert.Single(Read($"email {{ {Mail} }}"));

        Assert.Empty(_errors.Ordered());
        var target = new EmailTarget(
            "127.0.0.1",
            25,
            SmtpSecurity.None,
            new MailAddress("", "healthcheck@example.org"),
            [new MailAddress("", "admin@example.org")],
            "",
            "",
            Verify: true,
            CaFile: "");
        Assert.Equal(new ChannelSettings("email", target, TimeSpan.FromSeconds(30)), channel);
    }

    [Theory]
    [InlineData("admin@example.org", "", "admin@example.org")]
    [InlineData("Nöbetçi İğdır <admin@example.org>", "Nöbetçi İğdır", "admin@example.org")]
    [InlineData("\\\"Şirket, Ltd.\\\" <admin@example.org>", "Şirket, Ltd.", "admin@example.org")]
    [InlineData("<admin@example.org>", "", "admin@example.org")]
    public void An_address_may_have_a_name(string written, string name, string address)
    {
        var channel = Assert.Single(Read($"email {{ smtp = \"127.0.0.1:25\", from = \"{written}\", to = [\"{written}\", \"{address}\"] }}"));

        Assert.Empty(_errors.Ordered());
        var target = Assert.IsType<EmailTarget>(channel.Target);
        Assert.Equal(new MailAddress(name, address), target.From);
        Assert.Equal(new MailAddress(name, address), Assert.Single(target.To));
    }

    [Fact]
    public void Keys_of_others_are_no_channels_and_a_name_of_its_own_says_its_kind()
    {
        var channels = Read("night { kind = command, run = [\"/bin/cat\", \"ş\"], timeout = 5s }, routes { any = thing }", "routes");

        Assert.Equal(
            new ChannelSettings("night", new CommandTarget(["/bin/cat", "ş"]), TimeSpan.FromSeconds(5)), Assert.Single(channels));
    }

    [Theory]
    [InlineData("email { smtp = \"127.0.0.1\" }", "notify.email.smtp: must be a host and a port")]
    [InlineData("email { smtp = \"127.0.0.1:0\" }", "notify.email.smtp: must be a host and a port")]
    [InlineData("email { smtp = \"127.0.0.1:65536\" }", "notify.email.smtp: must be a host and a port")]
    [InlineData("email { smtp = \"::1:25\" }", "notify.email.smtp: must be a host and a port")]
    [InlineData("email { to = [\"admin\"] }", "notify.email.to: must be a mail address, but 'admin' has no @")]
    [InlineData("email { to = [\"a@b@c\"] }", "notify.email.to: must be a mail address")]
    [InlineData("email { to = [\"a b@example.org\"] }", "notify.email.to: must be a mail address")]
    [InlineData("email { from = \"a@example.org\\r\\nBcc: b@example.org\" }", "notify.email.from: must be a mail address")]
    [InlineData("email { to = [\"çağrı@example.org\"] }", "notify.email.to: must be a mail address")]
    [InlineData("email { to = [\"Nöbetçi <admin>\"] }", "notify.email.to: must be a mail address")]
    [InlineData("email { to = [\"Nöbetçi\\r\\nBcc: b@example.org <a@example.org>\"] }", "has a control character in its name")]
    [InlineData("email { smtp = \"mail.example.org:25\", user = u, password-file = p }", "plain text")]
    [InlineData("email { user = u }", "notify.email.user: has no password-file")]
    [InlineData("email { securty = tls }", "unknown key 'securty'; did you mean 'security'?")]
    [InlineData("email { }", "sends nothing without smtp")]
    [InlineData("mail { }", "is named like no kind of channel")]
    [InlineData("mail { kind = pigeon }", "notify.mail.kind")]
    [InlineData("command { }", "sends nothing without run")]
    [InlineData("command { run = [mail] }", "must begin with an absolute path")]
    [InlineData("webhook { url = \"ftp://example.org/\" }", "notify.webhook.url: must begin with https://")]
    [InlineData("webhook { url = \"https://a:b@example.org/\" }", "has a user or a password in it")]
    [InlineData("webhook { url = \"http://example.org/\", token-file = t }", "carry the token in plain text")]
    [InlineData("webhook { url = \"https://example.org/\", headers = [\"Authorization: Bearer geheim\"] }", "is not to be set here")]
    [InlineData("webhook { url = \"https://example.org/\", headers = [\"X: a\\nY: b\"] }", "is no header")]
    [InlineData("webhook { url = \"https://example.org/\", body = \"{\\\"a\\\": \\\"{{sbject}}\\\"}\" }", "unknown name in braces: 'sbject'")]
    [InlineData("webhook { url = \"https://example.org/\", body = \"{\\\"a\\\": \\\"{{text\\\"}\" }", "without its }}")]
    [InlineData("webhook { url = \"https://example.org/\", body = \"{\\\"a\\\": {{text}}}\" }", "is no JSON")]
    [InlineData("sms { to = [\"112\"], sender = S, key-file = k, hash-file = h }", "must be mobile numbers, but has '112'")]
    [InlineData("sms { to = [\"05321234567\"] }", "sends nothing without key-file")]
    [InlineData("sms { to = [\"05321234567\"], provider = template }", "sends nothing without body")]
    [InlineData("sms { sender = \"ONIKIHARFLIK\" }", "more than 11 letters")]
    public void What_cannot_work_is_refused_with_its_place_and_a_remedy(string text, string complaint)
    {
        Read(text);

        var all = string.Join('\n', _errors.Ordered().Select(error => error.ToString()));
        Assert.Contains(complaint, all, StringComparison.Ordinal);
        Assert.All(_errors.Ordered(), error => Assert.NotEmpty(error.Remedy));
    }

    [Theory]
    [InlineData("smtp = \"127.0.0.1:25\"")]
    [InlineData("smtp = \"[::1]:25\"")]
    [InlineData("smtp = \"localhost:25\"")]
    [InlineData("smtp = \"mail.example.org:587\", security = starttls")]
    [InlineData("smtp = \"mail.example.org:465\", security = tls")]
    public void A_password_goes_over_this_host_or_under_cover(string server)
    {
        Read($"email {{ {Mail}, {server}, user = u, password-file = smtp-password }}");

        Assert.Empty(_errors.Ordered());
    }

    private ImmutableArray<ChannelSettings> Read(string text, params string[] reserved)
    {
        var notify = Section.Root(Written.Tree($"notify {{ {ChannelDefaults.Text}\n{text}\n}}"), _errors).Under("notify");
        var channels = ChannelsReader.Read(notify, reserved);
        foreach (var key in reserved) notify.Verbatim(key);
        notify.RefuseUnknown();
        return channels;
    }
}
