using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Product;

/// <summary>What the journal says about why something was done or left.</summary>
internal static class Reasons
{
    private const string Journal = "/var/lib/healthcheck/healthcheck.db";

    extension(BootedHost host)
    {
        /// <summary>Waits until a decision not to start anything rests on <paramref name="words"/>, which its reason, its evidence or its
        /// line of the configuration has.</summary>
        public Task UntilRefusedForAsync(string words) => host.EventuallyAsync(
            async () => (await host.AskAsync("select * from decisions where choice = 'refuse'")).Contains(words, StringComparison.Ordinal),
            expected: $"a refusal for '{words}'");

        /// <summary>The step of each run, in order.</summary>
        public async Task<IReadOnlyList<string>> StepsAsync() =>
            (await host.AskAsync("select step from runs order by id")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        private Task<string> AskAsync(string query) => host.OutputOfAsync("sqlite3", Journal, query);
    }
}
