namespace Supervision.Daemon.Tests.Configuration;

/// <summary>What an operator can get wrong about a probe.</summary>
public sealed class BadProbesTests
{
    [Theory]
    [InlineData("url = \"http://a/\"", "", "says no kind", "add kind = …")]
    [InlineData("kind = htp", "kind", "must be one of tcp, unix, http", "did you mean http?")]
    [InlineData("kind = postgresql", "kind", "must be one of", "did you mean postgres?")]
    [InlineData("kind = http", "", "asks nothing without url", "url = \"http://127.0.0.1/\"")]
    [InlineData("kind = tcp, host = \"\", port = 1", "", "asks nothing without host", "host = \"127.0.0.1\"")]
    [InlineData("kind = tcp", "", "asks nothing without port", "port = 8000")]
    [InlineData("kind = tcp, port = 0", "port", "must be a port from 1 to 65535, but is '0'", "from 1 to 65535")]
    [InlineData("kind = tcp, port = 65536", "port", "must be a port from 1 to 65535", "from 1 to 65535")]
    [InlineData("kind = tcp, port = http", "port", "must be a port", "from 1 to 65535")]
    [InlineData("kind = tcp, port = 1, host = \"127.0.0.1:80\"", "host", "must be the name or the address of a host", "the port is a key of its own")]
    [InlineData("kind = tcp, port = 1, every = 0s", "every", "must be a duration from 1s to 1d", "choose")]
    [InlineData("kind = tcp, port = 1, timeout = 11s", "timeout", "is 11s, longer than every = 10s", "write at most 10s")]
    [InlineData("kind = tcp, port = 1, every = 5s", "every", "is 5s, shorter than the timeout of 10s", "timeout = 5s")]
    [InlineData("kind = tcp, port = 1, down-after = -1s", "down-after", "must be a duration", "10s")]
    [InlineData("kind = tcp, port = 1, url = \"http://a/\"", "url", "unknown key 'url'", "known are")]
    [InlineData("kind = unix, path = \"run/x.sock\"", "path", "must be an absolute path", "beginning with /")]
    [InlineData("kind = http, url = \"ftp://a/\"", "url", "must begin with http:// or https://", "http://127.0.0.1/")]
    [InlineData("kind = http, url = \"127.0.0.1:8000\"", "url", "must begin with http:// or https://", "http://127.0.0.1/")]
    [InlineData("kind = http, url = \"http://me:secret@a/\"", "url", "has a user or a password in it", "leave that out")]
    [InlineData("kind = http, url = \"http://a/\", status = \"\"", "status", "is empty", "200-399")]
    [InlineData("kind = http, url = \"http://a/\", status = 2xx", "status", "must be statuses from 100 to 599, but is '2xx'", "200-399")]
    [InlineData("kind = http, url = \"http://a/\", status = \"399-200\"", "status", "must be statuses", "200-399")]
    [InlineData("kind = http, url = \"http://a/\", upstream-status = \"502-600\"", "upstream-status", "must be statuses", "200-399")]
    [InlineData("kind = http, url = \"http://a/\", matches = \"(\"", "matches", "is no regular expression", "contains for a plain text")]
    [InlineData("kind = http, url = \"http://a/\", matches = \"(?=a)\"", "matches", "looks ahead, behind or back", "without lookarounds")]
    [InlineData("kind = http, url = \"http://a/\", method = POST", "method", "must be one of GET, HEAD, OPTIONS, TRACE", "write GET")]
    [InlineData("kind = http, url = \"http://a/\", headers = [Accept]", "headers", "has 'Accept', which is no header", "Name: value")]
    [InlineData("kind = http, url = \"http://a/\", headers = [\"AUTHORIZATION: Basic eA==\"]", "headers", "would put a secret into the configuration", "401")]
    [InlineData("kind = http, url = \"http://a/\", headers = [\"Host: b\"]", "headers", "which the probe itself sends", "host-header")]
    [InlineData("kind = http, url = \"http://a/\", certificate-days = 1000", "certificate-days", "from 0 to 365", "0 to 365")]
    [InlineData("kind = websocket, url = \"http://a/\"", "url", "must begin with ws:// or wss://", "ws://127.0.0.1/")]
    [InlineData("kind = websocket, url = \"ws://a/\", protocol = \"a b\"", "protocol", "must be one word", "graphql-ws")]
    [InlineData("kind = postgres, query = \"\"", "query", "must have 1 to 4000 letters", "select 1")]
    [InlineData("kind = postgres, password = secret", "password", "unknown key 'password'", "password-file")]
    [InlineData("kind = redis, password-file = \"./secret\"", "password-file", "must be an absolute path", "beginning with /")]
    public void A_mistake_is_told_with_its_place_and_its_remedy(string probe, string key, string message, string remedy)
    {
        var (settings, errors) = Written.Read($"healthcheck.services.nginx {{\n  probes.work {{ {probe} }}\n}}\n");

        Assert.Null(settings);
        var error = Assert.Single(errors);
        Assert.Equal((Written.File, 2), (error.Where.File, error.Where.Line));
        Assert.Equal(key.Length == 0 ? "healthcheck.services.nginx.probes.work" : $"healthcheck.services.nginx.probes.work.{key}", error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_the_section_of_a_kind_is_told_once_and_before_anybody_uses_it()
    {
        const string Mistake = "healthcheck.probes.http.status = 2xx\nhealthcheck.services.nginx.probes";

        Assert.Equal("healthcheck.probes.http.status", Assert.Single(Written.Read($"{Mistake} {{ }}").Errors).Path);
        Assert.Equal(
            "healthcheck.probes.http.status",
            Assert.Single(Written.Read($"{Mistake} {{ a {{ kind = http, url = \"http://a/\" }}, b {{ kind = http, url = \"http://b/\" }} }}").Errors).Path);
    }

    [Fact]
    public void The_own_section_lies_over_that_of_the_kind_and_that_over_the_defaults_of_all()
    {
        var service = Assert.Single(Written.Sound(new Core.Configuration.HoconSource(
            Written.File,
            """
            healthcheck {
              probes { defaults { every = 30s, timeout = 20s, up-after = 5s }, tcp { timeout = 15s, port = 80 } }
              services.nginx { start-grace = 3m, probes { a { kind = tcp }, b { kind = tcp, timeout = 1s, port = 81 } } }
            }
            """)).Services);

        Assert.Equal(TimeSpan.FromMinutes(3), service.StartGrace);
        Assert.Equal(
            ["nginx.a 30 15 120 5 host 127.0.0.1, port 80", "nginx.b 30 1 120 5 host 127.0.0.1, port 81"],
            service.Probes.Select(probe => FormattableString.Invariant(
                $"{probe.Id} {probe.Every.TotalSeconds} {probe.Timeout.TotalSeconds} {probe.DownAfter.TotalSeconds} {probe.UpAfter.TotalSeconds} {probe.Target.Question}")));
    }

    [Fact]
    public void Whatever_a_probe_takes_over_is_shown_with_its_origin()
    {
        var shown = Core.Configuration.HoconRenderer.Lines(Core.Hosting.EffectiveConfiguration.Of(Written.Tree(new Core.Configuration.HoconSource(
            Written.File, "healthcheck.services.nginx.probes.a {\n kind = tcp\n port = 81 }\nhealthcheck.probes.tcp.timeout = 3s")).Tree)).ToList();

        Assert.Contains("healthcheck.services.nginx.probes.a.port = 81    # healthcheck.conf:3", shown);
        Assert.Contains("healthcheck.services.nginx.probes.a.timeout = 3s    # healthcheck.conf:4", shown);
        Assert.Single(shown, line => line.StartsWith("healthcheck.services.nginx.probes.a.every = 10s    # reference.conf:", StringComparison.Ordinal));
    }
}
