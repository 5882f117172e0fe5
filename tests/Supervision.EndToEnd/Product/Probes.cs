using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd.Product;

/// <summary>Services by their work, as an operator sees them.</summary>
internal static class Probes
{
    extension(BootedHost host)
    {
        /// <summary>Waits until the probes of the services have passed once, so that they count.</summary>
        public Task UntilProvenAsync(params string[] services) => host.EventuallyAsync(
            async () =>
            {
                var proven = await host.OutputOfAsync("sqlite3", "/var/lib/healthcheck/healthcheck.db", "select probe from proven_probes");
                return services.All(service => proven.Split('\n').Any(probe => probe.StartsWith(service + ".", StringComparison.Ordinal)));
            },
            expected: $"proven probes of {string.Join(", ", services)}");

        /// <summary>Waits until <c>healthcheck status</c> shows the service with this word.</summary>
        public Task UntilStandingAsync(string service, string word, TimeSpan? patience = null) => host.EventuallyAsync(
            async () => (await host.HealthcheckAsync("status", service)).Output.StartsWith($"{service,-16} {word}", StringComparison.Ordinal),
            patience,
            $"{service} {word}");

        /// <summary>Waits until the incident with this number is over, by one run, with this root.</summary>
        public async Task UntilBroughtBackAsync(int incident, string root, TimeSpan patience)
        {
            await host.EventuallyAsync(
                async () => (await host.IncidentsAsync()).Any(found => found.Id == incident && found.Closed),
                patience,
                $"the end of incident {incident}");
            Assert.Equal(root, (await host.IncidentsAsync()).Single(found => found.Id == incident).Root);
            Assert.Equal("done", (await host.RunsAsync()).Single(run => run.Incident == incident).Result);
        }

        /// <summary>Holds every connection that PostgreSQL gives, those kept for its superuser too.</summary>
        public async Task UseUpConnectionsAsync()
        {
            await host.OutputOfAsync(
                "systemd-run", "--unit=crowd", "--uid=postgres", "--collect", "sh", "-c",
                "for one in $(seq 120); do psql --quiet --command 'select pg_sleep(3600)' >/dev/null 2>&1 & done; wait");
            await host.EventuallyAsync(async () =>
                (await host.RunAsUserAsync("postgres", "psql", "--command", "select 1")).Error.Contains("too many", StringComparison.Ordinal));
        }
    }
}
