using System.Globalization;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>A real daphne before a real Django: one with WebSockets, and one that answers HTTP alone.</summary>
public sealed class DaphneTests : IDisposable
{
    private const string Application =
        """
        import asyncio
        from django.conf import settings
        settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="x", ROOT_URLCONF="reports")
        from django.http import HttpResponse
        from django.urls import path
        from django.core.asgi import get_asgi_application

        urlpatterns = [path("health/", lambda request: HttpResponse("ok"))]
        http_only = get_asgi_application()

        async def both(scope, receive, send):
            if scope["type"] != "websocket":
                return await http_only(scope, receive, send)
            await receive()
            if scope["path"] == "/ws/hangs/":
                await asyncio.sleep(3600)
            if scope["path"] == "/ws/denies/":
                return await send({"type": "websocket.close"})
            await send({"type": "websocket.accept"})
            if scope["path"] == "/ws/talks/":
                for _ in range(100):
                    await send({"type": "websocket.send", "text": "news"})
            while (await receive())["type"] != "websocket.disconnect":
                pass
        """;

    private readonly TemporaryDirectory _folder = new();
    private readonly int _port = LiveServer.FreePort();

    public DaphneTests() => File.WriteAllText(_folder.File("reports.py"), Application);

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_websocket_is_opened_and_closed_and_what_is_no_handshake_has_failed()
    {
        using var daphne = await StartAsync("reports:both");
        var opened = new ProbeOutcome.Passed("a WebSocket can be opened");

        Assert.Equal(opened, await Looks.At(At("/ws/")));
        Assert.Equal(opened, await Looks.At(At("/ws/talks/")));
        Assert.Equal(opened, await Looks.At(At("/ws/") with { Host = "reports.example", Origin = "https://reports.example" }));
        Assert.Equal(new ProbeOutcome.Failed("HTTP 403 in place of 101, the WebSocket"), await Looks.At(At("/ws/denies/")));
    }

    [SkippableFact]
    public async Task An_application_that_does_not_take_part_in_the_handshake_has_failed()
    {
        using var daphne = await StartAsync("reports:both");

        var outcome = await new Supervision.Adapters.Probes.HostProbes(TimeProvider.System).LookAsync(
            Looks.Of(At("/ws/hangs/")) with { Timeout = TimeSpan.FromMilliseconds(700) }, null, CancellationToken.None).WaitAsync(Failsafe.Time);

        Assert.StartsWith("no answer within 700ms", Assert.IsType<ProbeOutcome.Failed>(outcome).Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task One_that_answers_http_alone_passes_there_and_has_failed_here()
    {
        using var daphne = await StartAsync("reports:http_only");

        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await Looks.At(Looks.Http(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/health/"))));
        Assert.IsType<ProbeOutcome.Failed>(await Looks.At(At("/ws/")));
    }

    private WebSocketTarget At(string path) => Looks.WebSocket(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{_port}{path}"));

    private async Task<LiveServer> StartAsync(string application)
    {
        Skip.If(Tool.Find("daphne") is null, "there is no daphne here");
        var daphne = LiveServer.Start(
            "/usr/bin/daphne",
            ["--bind", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture), application],
            $"PYTHONPATH={_folder.Path}",
            "PYTHONDONTWRITEBYTECODE=1");
        await daphne.ListensAsync(_port);
        return daphne;
    }
}
