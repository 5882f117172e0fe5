using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd.Product;

/// <summary>The shipped package over one unit of a single process, for what concerns PID 1, the bus and backend.sh: it boots in a
/// third of the time that the whole deployment takes.</summary>
internal static class SmallStack
{
    public const string Service = "alpha";
    public const string Unit = "alpha.service";
    public const string Run = "backend-restart.service";

    /// <summary>What a backend.sh does that helps.</summary>
    public const string Mend = $"systemctl restart {Unit}";

    private const string RunsFile = "/var/lib/backend-runs.log";

    private const string Sleeper = """
        [Unit]
        StartLimitIntervalSec=0
        [Service]
        ExecStart=/bin/sleep infinity
        [Install]
        WantedBy=multi-user.target

        """;

    private const string Services = """
        healthcheck.services {
          postgresql { enabled = false }, nginx { enabled = false }, gunicorn { enabled = false }
          daphne { enabled = false }, celery { enabled = false }, celerybeat { enabled = false }
          alpha { }
        }

        """;

    /// <summary>To be varied with <see cref="Preparation.With"/> before a host is started from it.</summary>
    public static Preparation Prepared { get; } = Preparation.Bare
        .With($"/etc/systemd/system/{Unit}", Sleeper)
        .With("/etc/healthcheck/conf.d/40-small.conf", Services)
        .With(Deployment.BackendScript, Script(Mend))
        .Enabling(Unit);

    /// <summary>A backend.sh that leaves a trace and then does this.</summary>
    /// <param name="body">Lines of bash.</param>
    public static string Script(string body) => $"#!/bin/bash\necho run >>{RunsFile}\n{body}\n";

    extension(BootedHost host)
    {
        /// <summary>How often backend.sh was run, by whomever.</summary>
        public async Task<int> BackendCountAsync() =>
            (await host.OutputOfAsync("sh", "-c", $"test ! -e {RunsFile} || cat {RunsFile}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

        /// <summary>Waits until the run is over for the journal.</summary>
        /// <returns>It.</returns>
        public async Task<RunRow> RunOverAsync(int run, TimeSpan? patience = null)
        {
            await host.EventuallyAsync(
                async () => (await host.RunsAsync()).Any(row => row.Id == run && row.Result is not null),
                patience,
                expected: $"run {run} to be over");
            return (await host.RunsAsync()).Single(row => row.Id == run);
        }
    }
}
