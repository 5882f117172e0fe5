using Supervision.Core.Configuration;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>What is told of the ways to people: everything that changes, and nothing by which others could go them.</summary>
public sealed class NotifyFactsTests
{
    private const string Email = "email { smtp = \"127.0.0.1:25\", from = \"a@example.org\", to = [\"Nöbetçi <b@example.org>\"] }";

    [Fact]
    public void A_mail_to_somebody_else_is_a_change_that_names_both()
    {
        var change = Assert.Single(Between(Email, Email.Replace("<b@", "<c@", StringComparison.Ordinal)).Changed);

        Assert.Equal("healthcheck.notify.email", change.Key);
        Assert.Equal(
            "{ kind = email, smtp = 127.0.0.1:25, security = none, from = a@example.org, to = [Nöbetçi <c@example.org>], timeout = 30s }",
            change.Is);
        Assert.Contains("<b@example.org>", change.Was, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("url = \"https://hooks.example.org/CANARY?k=CANARY\"", "https://hooks.example.org/…")]
    [InlineData("url = \"https://x/\", headers = [\"X-Key: CANARY\"]", "headers = [X-Key: … (")]
    [InlineData("url = \"https://x/\", body = \"\"\"{\"key\": \"CANARY\"}\"\"\"", "body = … (")]
    public void A_webhook_with_another_secret_is_a_change_that_names_neither(string hook, string shown)
    {
        var changed = Between($"hook {{ kind = webhook, {hook} }}", $"hook {{ kind = webhook, {hook.Replace("CANARY", "OTHER", StringComparison.Ordinal)} }}").Changed;

        var change = Assert.Single(changed);
        Assert.Contains(shown, change.Is, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", change.Done, StringComparison.Ordinal);
        Assert.DoesNotContain("OTHER", change.Done, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_hold_a_secret_is_not_shown()
    {
        var tree = Written.Tree(new HoconSource(
            Written.File,
            """
            healthcheck.notify {
              hook { kind = webhook, url = "https://hooks.example.org/CANARY?k=CANARY", headers = ["X-Key: CANARY"], body = "{\"k\": \"CANARY\"}" }
              defaults.sms { url = "https://sms.example.org/CANARY", body = "CANARY" }
            }
            """)).Tree;

        var lines = HoconRenderer.Lines(Undisclosed.Of(EffectiveConfiguration.Of(tree))).ToList();

        Assert.DoesNotContain(lines, line => line.Contains("CANARY", StringComparison.Ordinal));
        Assert.Contains("healthcheck.notify.hook.url = \"https://hooks.example.org/…\"    # healthcheck.conf:2", lines);
        Assert.Contains(lines, line => line.StartsWith("healthcheck.notify.hook.headers = [\"X-Key: …\"]", StringComparison.Ordinal));
    }

    private static Reload Between(string before, string after) => Reload.Of(Sound(before), Sound(after));

    private static HealthcheckSettings Sound(string channels) =>
        Written.Sound(new HoconSource(Written.File, $"healthcheck {{ services.a {{ }}, notify {{ {channels} }} }}"));
}
