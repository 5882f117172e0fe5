using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd.Product;

/// <summary>Hosts on which the package is installed, and nothing else was done.</summary>
internal static class Installed
{
    public const string Unit = "healthcheck.service";

    /// <summary>The deployment, up and answering, and the package installed beside it.</summary>
    public static async Task<BootedHost> OnDeploymentAsync(Preparation? preparation = null)
    {
        // First, so that nobody's host waits for a build.
        var package = await ShippedPackage.PathAsync();
        return await InstallAsync(package, await Deployment.StartAsync(preparation));
    }

    /// <summary>A host without the deployment: enough for what concerns the daemon alone.</summary>
    public static async Task<BootedHost> OnBareHostAsync(Preparation? preparation = null)
    {
        var package = await ShippedPackage.PathAsync();
        return await InstallAsync(package, await BootedHost.StartAsync(preparation ?? Preparation.Bare));
    }

    private static async Task<BootedHost> InstallAsync(string package, BootedHost host)
    {
        try
        {
            await host.InstallAsync(package);
            Assert.Equal("active", await host.StateOfAsync(Unit));
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
        /// <summary>Runs the shipped program as root.</summary>
        public Task<CommandResult> HealthcheckAsync(params string[] arguments) => host.RunAsync(["healthcheck", .. arguments]);

        /// <summary>Runs a command as another user, with that user's groups and nobody's terminal.</summary>
        public Task<CommandResult> RunAsUserAsync(string user, params string[] command) =>
            host.RunAsync(["runuser", "--user", user, "--", .. command]);

        /// <summary>What the daemon itself said in the journal, with <paramref name="priority"/> or a graver one.</summary>
        public async Task<IReadOnlyList<string>> SaidAsync(string priority)
        {
            await host.OutputOfAsync("journalctl", "--sync");
            var lines = await host.OutputOfAsync(
                "journalctl", "--unit", Unit, "--identifier=healthcheck", $"--priority={priority}", "--output=cat", "--no-pager");
            return lines.Split('\n');
        }

        /// <summary>Waits until the story told in service_monitor.log has <paramref name="sentence"/>.</summary>
        public Task UntilLoggedAsync(string sentence) =>
            host.EventuallyAsync(async () => (await host.StoryAsync()).Contains(sentence), expected: $"the line '{sentence}'");
    }
}
