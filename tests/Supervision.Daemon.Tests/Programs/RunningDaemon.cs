using System.Globalization;

namespace Supervision.Daemon.Tests.Programs;

/// <summary><c>healthcheck run</c> over two processes of its own, in a temporary directory, as systemd would start it.</summary>
internal sealed class RunningDaemon : IDisposable
{
    // Due once in four years, and so not while this runs.
    private const string LeapDay = "0 0 29 2 *";

    private readonly Dictionary<string, string?> _environment;
    private readonly List<RunningProgram> _programs = [];
    private readonly NotifySocket _systemd;

    /// <param name="failpoint">Where the first life is killed, as <c>Supervision.Failpoints</c> names it.</param>
    public RunningDaemon(string more = "", string? watchdogMicroseconds = null, string? failpoint = null)
    {
        _systemd = new NotifySocket(Files.At("notify.sock"));
        _environment = new Dictionary<string, string?>
        {
            ["NOTIFY_SOCKET"] = Files.At("notify.sock"),
            ["WATCHDOG_USEC"] = watchdogMicroseconds,
        };
        Config = Files.Write("healthcheck.conf", Configuration(more));
        Files.Write("nginx.pids", "");
        Files.Write("celery.pids", "");
        if (failpoint is null)
            Start();
        else
            _programs.Add(Daemon = RunningProgram.StartAny(Environment.ProcessPath!, _environment, Failpoints, failpoint, Config));
    }

    public TemporaryDirectory Files { get; } = new();

    public string Config { get; }

    /// <summary>The daemon itself; the latest one.</summary>
    public RunningProgram Daemon { get; private set; } = null!;

    /// <summary>What PID 1 was told.</summary>
    public Heard Told => _systemd.Told;

    public string Socket => Files.At("run", "control.sock");

    /// <summary>Starts the daemon (again).</summary>
    public void Start() => _programs.Add(Daemon = RunningProgram.Start(_environment, "run", "--config", Config));

    /// <summary>Writes the configuration anew, with <paramref name="more"/> below what every test has.</summary>
    public void Configure(string more) => Files.Write("healthcheck.conf", Configuration(more));

    public Task ReadyAsync(int times = 1) => Told.TakeAsync(times, message => message == "READY=1");

    public Task<Ended> RunAsync(params string[] arguments) => RunningProgram.RunAsync([.. arguments, "--config", Config]);

    /// <summary>The lines of a file from its first on, as <c>tail -F</c> follows them.</summary>
    public Heard Follow(params string[] file)
    {
        var tail = RunningProgram.StartAny("tail", new Dictionary<string, string?>(), "--lines=+1", "--follow=name", "--retry", Files.At(file));
        _programs.Add(tail);
        return tail.Output;
    }

    /// <summary>Kills the daemon, and then its processes, as systemd does with what a killed service leaves behind.</summary>
    public async Task KillAsync()
    {
        LiveProcess.Kill(Daemon.Id);
        await DiedAsync();
    }

    /// <summary>The same where it dies by itself.</summary>
    public async Task DiedAsync()
    {
        await Daemon.GoneAsync();
        foreach (var child in Children.Where(LiveProcess.Runs))
            LiveProcess.Kill(child);
        await Daemon.EndAsync();
    }

    /// <summary>The processes that the daemon ever started.</summary>
    public IEnumerable<int> Children =>
        new[] { "nginx.pids", "celery.pids" }.SelectMany(file => File.ReadAllLines(Files.At(file))).Select(Number);

    public static int Number(string line) => int.Parse(line, CultureInfo.InvariantCulture);

    public void Dispose()
    {
        foreach (var program in _programs)
            program.Dispose();
        _systemd.Dispose();
        Files.Dispose();
    }

    private static string Failpoints => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Supervision.Failpoints", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Supervision.Failpoints.dll"));

    // Each service tells its process id by a line, and then is that process.
    private string Service(string name) =>
        $$"""{{name}} { exec = ["/bin/sh", "-c", "echo $$ >> '{{Files.At($"{name}.pids")}}'; exec sleep 1000"] }""";

    private string Configuration(string more) =>
        $$"""
          healthcheck {
            host = processes
            timezone = "UTC"
            services {
              {{Service("nginx")}}
              {{Service("celery")}}
            }
            recovery { collect = 100ms, settle = 200ms, verify-timeout = 60s, backoff = [0s] }
            schedule { periodic { cron = "{{LeapDay}}" } }
            log.directory = "{{Files.At("log")}}"
            state.directory = "{{Files.At("state")}}"
            control.directory = "{{Files.At("run")}}"
          }
          {{more}}
          """;
}
