using Supervision.Core.Configuration;
using Supervision.Core.Hosting;
using Supervision.Core.Notifications;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>The address of the heartbeat is read, and told to nobody.</summary>
public sealed class HeartbeatSettingsTests
{
    [Theory]
    [InlineData("hc-ping.com/s3cret", "is no address of the web")]
    [InlineData("ftp://hc-ping.com/s3cret", "is no address of the web")]
    [InlineData("https://s3cret:x@hc-ping.com/", "has a user or a password in it")]
    [InlineData("https://hc-ping.com/s3cret#x", "has a fragment, which is never sent")]
    [InlineData("https://hc-ping.com:0/s3cret", "has the port 0")]
    public void A_wrong_address_is_told_without_being_quoted(string url, string complaint)
    {
        var error = Assert.Single(ErrorsOf($"healthcheck.heartbeat.url = \"{url}\""));

        Assert.Equal(complaint, error.Message);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ping_is_not_waited_for_longer_than_until_the_next()
    {
        Assert.Equal("is longer than every", Assert.Single(ErrorsOf("healthcheck.heartbeat { every = 30s, timeout = 31s }")).Message);
        Assert.Empty(ErrorsOf("healthcheck.heartbeat { every = 30s, timeout = 30s }"));
    }

    [Fact]
    public void The_address_is_shown_with_its_host_and_place_and_without_its_path()
    {
        var tree = Written.Tree(new HoconSource(Written.File, "healthcheck.heartbeat.url = \"https://hc-ping.com/s3cret?k=s3cret\"")).Tree;

        var line = Assert.Single(
            HoconRenderer.Lines(Undisclosed.Of(EffectiveConfiguration.Of(tree))),
            line => line.StartsWith("healthcheck.heartbeat.url", StringComparison.Ordinal));

        Assert.Equal("healthcheck.heartbeat.url = \"https://hc-ping.com/…\"    # healthcheck.conf:1", line);
    }

    [Fact]
    public void Where_there_is_none_that_is_shown()
    {
        Assert.Contains(
            HoconRenderer.Lines(Undisclosed.Of(EffectiveConfiguration.Of(Written.Tree().Tree))),
            line => line.StartsWith("healthcheck.heartbeat.url = \"\"", StringComparison.Ordinal));
        Assert.Null(HeartbeatSettings.None.Url);
    }

    private static List<ConfigError> ErrorsOf(string written) =>
        [.. Written.Read(written).Errors.Where(error => error.Path.StartsWith("healthcheck.heartbeat", StringComparison.Ordinal))];
}
