using Akka.Configuration;
using Supervision.Core.Configuration;

namespace Supervision.Actors.Tests.Configuration;

/// <summary>What our reader read and our renderer wrote means the same to Akka's own parser.</summary>
public sealed class HandedToAkkaTests
{
    private readonly Config _config = ConfigurationFactory.ParseString(HoconRenderer.Render(Read("""
        akka {
          loglevel = DEBUG
          stdout-loglevel = "off"
          log-config-on-start = on
          log-dead-letters = 10
          factor = 1.5
          load = 85%
          path = /var/log/x
          loggers = ["Some.Logger, Some", Other.Logger]
          numbers = [1, 2, 3]
          nothing = []
          timeout = 10s
          pause = "250 ms"
          url = "http://127.0.0.1:8080/#top"
          odd = "a \"quoted\" \\ {b} $ # // ış"
          lines = "one\ntwo\tthree"
          empty = ""
          actor.deployment { "/user/a.b/*" { router = round-robin-pool, nr-of-instances = 5 } }
          bare { }
        }
        """)));

    [Theory]
    [InlineData("akka.loglevel", "DEBUG")]
    [InlineData("akka.stdout-loglevel", "off")]
    [InlineData("akka.load", "85%")]
    [InlineData("akka.path", "/var/log/x")]
    [InlineData("akka.url", "http://127.0.0.1:8080/#top")]
    [InlineData("akka.odd", "a \"quoted\" \\ {b} $ # // ış")]
    [InlineData("akka.lines", "one\ntwo\tthree")]
    [InlineData("akka.empty", "")]
    public void Texts_are_the_same(string path, string text) => Assert.Equal(text, _config.GetString(path));

    [Fact]
    public void Numbers_flags_and_durations_are_the_same()
    {
        Assert.True(_config.GetBoolean("akka.log-config-on-start"));
        Assert.False(_config.GetBoolean("akka.stdout-loglevel", true));
        Assert.Equal(10, _config.GetInt("akka.log-dead-letters"));
        Assert.Equal(1.5, _config.GetDouble("akka.factor"));
        Assert.Equal(TimeSpan.FromSeconds(10), _config.GetTimeSpan("akka.timeout"));
        Assert.Equal(TimeSpan.FromMilliseconds(250), _config.GetTimeSpan("akka.pause"));
    }

    [Fact]
    public void Lists_are_the_same()
    {
        Assert.Equal(["Some.Logger, Some", "Other.Logger"], _config.GetStringList("akka.loggers"));
        Assert.Equal([1, 2, 3], _config.GetIntList("akka.numbers"));
        Assert.Empty(_config.GetStringList("akka.nothing"));
    }

    [Fact]
    public void Keys_with_dots_and_slashes_stay_one_key()
    {
        var deployment = _config.GetConfig("akka.actor.deployment").Root.GetObject();
        var (path, route) = Assert.Single(deployment.Items);
        Assert.Equal("/user/a.b/*", path);
        Assert.Equal("5", route.GetObject().GetKey("nr-of-instances").GetString());
    }

    [Fact]
    public void An_empty_section_stays_a_section() => Assert.True(_config.HasPath("akka.bare"));

    private static HoconValue.Map Read(string text)
    {
        var reading = HoconReader.Read(text, "akka.conf", new NoFiles(), _ => null);
        Assert.Empty(reading.Errors);
        return reading.Tree;
    }

    private sealed class NoFiles : IIncludeSource
    {
        public Inclusion Open(string path, string includedFrom) => new Inclusion.Absent(path);
    }
}
