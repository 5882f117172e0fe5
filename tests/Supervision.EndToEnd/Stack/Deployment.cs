using System.Collections.Immutable;
using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Stack;

/// <summary>
/// The SAP B1 Reports deployment on a booted host: Debian's nginx, PostgreSQL and Redis, a small Django project in
/// gunicorn, daphne, celery and celerybeat, and its backend.sh. Nothing here restarts a unit by itself.
/// </summary>
internal static class Deployment
{
    public const string BackendScript = "/var/www/sapb1reportsv2/backend/scripts/backend.sh";

    private const string ModeFile = "/etc/backend-mode";
    private const string RunsFile = "/var/lib/backend-runs.log";

    /// <summary>The six units, as an operator names them.</summary>
    public static readonly ImmutableArray<string> Units =
        ["nginx.service", "gunicorn.service", "daphne.service", "celery.service", "celerybeat.service", "postgresql.service"];

    /// <summary>To be varied with <see cref="Preparation.With"/> before a host is started from it.</summary>
    public static Preparation Prepared { get; } = new()
    {
        Trees = [Path.Combine(AppContext.BaseDirectory, "Stack", "root")],
        Units = [.. Units, "redis-server.service", "stack-database.service"],
    };

    /// <summary>A host with the whole deployment up and answering.</summary>
    public static async Task<BootedHost> StartAsync(Preparation? preparation = null)
    {
        var host = await BootedHost.StartAsync(preparation ?? Prepared);
        try
        {
            await host.EventuallyAsync(host.IsWholeAsync);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    extension(BootedHost host)
    {
        /// <summary>All six units are active, PostgreSQL's instance too, and the application reaches its database.</summary>
        public async Task<bool> IsWholeAsync()
        {
            string[] units = [.. Units, await host.PostgresInstanceAsync()];
            var states = await host.RunAsync(["systemctl", "is-active", .. units]);
            return states.Succeeded && states.Output.Split('\n').All(state => state == "active") && await host.HealthAsync() == 200;
        }

        /// <summary>HTTP status of <c>/health/</c> through nginx; 0 when nobody answers.</summary>
        public async Task<int> HealthAsync()
        {
            var answer = await host.RunAsync(
                "curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--max-time", "10", "http://127.0.0.1/health/");
            return int.Parse(answer.Output, System.Globalization.CultureInfo.InvariantCulture);
        }

        /// <summary>The unit that runs PostgreSQL, behind the umbrella <c>postgresql.service</c>.</summary>
        public async Task<string> PostgresInstanceAsync() =>
            (await host.OutputOfAsync("systemctl", "show", "--property=ConsistsOf", "--value", "postgresql.service")).Trim();

        /// <summary>One line per run of backend.sh, the oldest first: its start and the mode it ran in.</summary>
        public async Task<IReadOnlyList<string>> BackendRunsAsync()
        {
            var lines = await host.OutputOfAsync("sh", "-c", $"test ! -e {RunsFile} || cat {RunsFile}");
            return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        /// <summary>How backend.sh behaves from its next run on.</summary>
        public Task SetBackendAsync(BackendMode mode) => host.WriteAsync(ModeFile, mode.ToString().ToLowerInvariant());

        /// <summary>Lets a run that is held go on.</summary>
        public Task ReleaseBackendAsync() => host.WriteAsync("/run/backend-go", "");

        /// <summary>Runs backend.sh as a person with root does.</summary>
        public Task<CommandResult> RunBackendAsync() => host.RunAsync(BackendScript);
    }
}
