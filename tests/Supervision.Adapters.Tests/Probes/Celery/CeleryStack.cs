using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Supervision.Adapters.Probes;
using Supervision.Adapters.Probes.Celery;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes.Celery;

/// <summary>A Redis of its own, and the real celery beside it; everything ends with the test.</summary>
internal sealed class CeleryStack : IAsyncDisposable
{
    public const string Worker = "w1@test";

    private const string App =
        """
        import os, time, redis
        from celery import Celery
        app = Celery("app", broker=os.environ["BROKER"])
        app.conf.task_ignore_result = True
        app.conf.beat_schedule = {"heartbeat": {"task": "app.heartbeat", "schedule": 1.0}}

        @app.task(name="app.heartbeat")
        def heartbeat():
            client = redis.Redis.from_url(app.conf.broker_url)
            client.set("healthcheck:celerybeat", time.time())
            client.lpush("beats", 1)
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _folder = new();
    private readonly List<Process> _processes = [];

    private CeleryStack(int port) => Broker = new CeleryBroker("127.0.0.1", port, 0, "", "");

    public CeleryBroker Broker { get; }

    public string ScheduleFile => System.IO.Path.Combine(_folder.Path, "schedule");

    public CeleryWorkerTarget WorkerTarget => new(Broker, ["celery"], TimeSpan.FromMinutes(15), "");

    public CeleryBeatTarget BeatTarget => new(Broker, "healthcheck:celerybeat", "", TimeSpan.FromMinutes(10), ["celery"]);

    /// <summary>Redis is up; nothing of celery is.</summary>
    public static async Task<CeleryStack> StartAsync(params string[] redis)
    {
        Skip.If(Tool.Find("redis-server") is null || Tool.Find("celery") is null, "Redis and celery are not installed");
        var stack = new CeleryStack(FreePort());
        var port = stack.Broker.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(System.IO.Path.Combine(stack._folder.Path, "app.py"), App);
        await stack.RunAsync(
            "redis-server", "Ready to accept connections", ["--port", port, "--bind", "127.0.0.1", "--save", "", .. redis]);
        return stack;
    }

    public Task<Process> StartWorkerAsync() => RunAsync(
        "celery", " ready.", ["-A", "app", "worker", "-c", "1", "-n", Worker, "-l", "INFO", "--without-gossip", "--without-mingle"]);

    public Task<Process> StartBeatAsync() =>
        RunAsync("celery", "Sending due task", ["-A", "app", "beat", "-s", ScheduleFile, "--pidfile=", "-l", "INFO"]);

    public async Task<RespReply> RedisAsync(params string[] command)
    {
        await using var talk = await BrokerTalk.OpenAsync(Broker, HostNames.OfThisHost(), CancellationToken.None);
        return await talk.AskAsync(CancellationToken.None, command);
    }

    /// <summary>Waits until beat's task was carried out so many times more.</summary>
    public async Task BeatsAsync(int times)
    {
        await RedisAsync("DEL", "beats");
        for (var at = 0; at < times; at++) Assert.IsType<RespReply.Many>(await RedisAsync("BLPOP", "beats", "120"));
    }

    public static void Signal(Process process, string signal) =>
        Tool.Run("kill", $"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Process> RunAsync(string program, string sign, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Tool.Find(program)!, arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["BROKER"] = $"redis://{Broker.Address}/0";
        start.Environment["C_FORCE_ROOT"] = "1";
        var process = new Process { StartInfo = start };
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        DataReceivedEventHandler hear = (_, line) =>
        {
            said.Enqueue(line.Data ?? "");
            if (line.Data?.Contains(sign, StringComparison.Ordinal) == true) ready.TrySetResult();
        };
        process.OutputDataReceived += hear;
        process.ErrorDataReceived += hear;
        process.Start();
        _processes.Add(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{program} did not come up:\n{string.Join('\n', said)}");
        }

        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
