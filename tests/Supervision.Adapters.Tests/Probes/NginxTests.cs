using System.Globalization;
using System.Text.RegularExpressions;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>A real nginx: pages, redirections, a socket of the file system, and an upstream that is gone.</summary>
public sealed class NginxTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly int _port = LiveServer.FreePort();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_page_is_judged_by_its_status_and_its_body()
    {
        using var nginx = await StartAsync();

        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await Looks.At(At("/")));
        Assert.Equal(new ProbeOutcome.Failed("HTTP 404, and not 200-399"), await Looks.At(At("/none")));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 404"), await Looks.At(At("/none") with { Status = StatusSet.Of("200,404")! }));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await Looks.At(At("/") with { Contains = "şifre" }));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await Looks.At(At("/") with { Matches = new Regex("^sa.* 7", RegexOptions.NonBacktracking) }));
        Assert.Equal(
            new ProbeOutcome.Failed("HTTP 200, but its body does not match ^7"),
            await Looks.At(At("/") with { Matches = new Regex("^7", RegexOptions.NonBacktracking) }));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await Looks.At(At("/") with { Socket = _folder.File("nginx.sock"), Url = new Uri("http://localhost/") }));
    }

    [SkippableFact]
    public async Task An_upstream_that_is_gone_is_named_and_not_held_against_the_proxy()
    {
        using var nginx = await StartAsync();
        var target = At("/app");

        Assert.Equal(new ProbeOutcome.Failed("HTTP 502, and not 200-399"), await Looks.At(target));
        Assert.Equal(new ProbeOutcome.Impaired("upstream: HTTP 502"), await Looks.At(target with { UpstreamStatus = StatusSet.Of("502-504")! }));
    }

    [SkippableFact]
    public async Task An_upstream_that_hangs_is_not_held_against_the_proxy_which_says_by_itself_that_it_lives()
    {
        using var hanging = Listener.ThatHangsAfter("");
        using var nginx = await StartAsync(hanging.Port);
        var target = At("/app") with { UpstreamStatus = StatusSet.Of("502-504")! };

        Assert.Equal(
            new ProbeOutcome.Impaired("upstream: no answer within 10s, while waiting for the answer"), await Looks.UpTo(hanging.Stage, target));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 405"), await Looks.At(target with { Method = "TRACE", Status = StatusSet.Of("405")! }));
    }

    [SkippableFact]
    public async Task A_page_whose_server_is_stopped_has_failed()
    {
        using var nginx = await StartAsync();
        nginx.Signal("STOP");

        var outcome = await new Supervision.Adapters.Probes.HostProbes(TimeProvider.System).LookAsync(
            Looks.Of(At("/")) with { Timeout = TimeSpan.FromMilliseconds(300) }, null, CancellationToken.None).WaitAsync(Failsafe.Time);

        Assert.StartsWith("no answer within 300ms", Assert.IsType<ProbeOutcome.Failed>(outcome).Detail, StringComparison.Ordinal);
    }

    private HttpTarget At(string path) => Looks.Http(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}{path}"));

    private async Task<LiveServer> StartAsync(int upstream = 0)
    {
        Skip.If(Tool.Find("nginx") is null, "there is no nginx here");
        upstream = upstream == 0 ? LiveServer.FreePort() : upstream;
        var configuration = _folder.File("nginx.conf");
        await File.WriteAllTextAsync(
            configuration,
            $$"""
            daemon off;
            worker_processes 1;
            pid {{_folder.File("nginx.pid")}};
            error_log stderr;
            events { }
            http {
              access_log off;
              client_body_temp_path {{_folder.File("body")}};
              proxy_temp_path {{_folder.File("proxy")}};
              server {
                listen 127.0.0.1:{{_port}};
                listen unix:{{_folder.File("nginx.sock")}};
                location = / { return 200 "sayfa şifre 7"; }
                location = /app { proxy_pass http://127.0.0.1:{{upstream}}; }
                location / { return 404; }
              }
            }
            """);
        var nginx = LiveServer.Start(Tool.Find("nginx")!, ["-c", configuration, "-e", "stderr"]);
        await nginx.ListensAsync(_port);
        return nginx;
    }
}
