using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Stack;

/// <summary>
/// The Debian package under test, built once per test run by <c>eng/package.sh</c>. <c>HEALTHCHECK_DEB</c> names a
/// finished one instead, for instance the file that a release is about to publish.
/// </summary>
internal static class ShippedPackage
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private static readonly Lazy<Task<string>> Built = new(BuildAsync);

    /// <summary>Path of the package on this machine. Skips the test where no host could take it.</summary>
    public static async Task<string> PathAsync()
    {
        await HostGate.PassAsync();
        return await Built.Value;
    }

    private static async Task<string> BuildAsync()
    {
        if (Environment.GetEnvironmentVariable("HEALTHCHECK_DEB") is { Length: > 0 } given)
            return File.Exists(given) ? given : throw new FileNotFoundException("HEALTHCHECK_DEB names no file", given);

        var top = Checkout();
        // MSBuild's variables belong to the build that runs these tests, not to the one it starts.
        var foreign = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase));
        var unset = foreign.SelectMany(name => new[] { "--unset", name });
        var printed = await Outside.RunAsync(["env", .. unset, "bash", Path.Combine(top, "eng", "package.sh")], Patience);
        // Its last line is the path of the package, seen from the top of the checkout.
        return Path.Combine(top, printed.OrFail().Split('\n')[^1]);
    }

    /// <summary>The top of the checkout that these tests were built from.</summary>
    public static string Checkout()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Supervision.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("The tests do not lie below Supervision.sln");
    }
}
