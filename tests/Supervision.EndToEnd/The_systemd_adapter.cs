using System.Text.RegularExpressions;
using Supervision.EndToEnd.Hosts;
using Xunit.Abstractions;

namespace Supervision.EndToEnd;

/// <summary>The adapter's own live tests need a systemd that is PID 1: they are run here, inside a booted host.</summary>
public sealed class The_systemd_adapter(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task Holds_its_live_tests_on_a_booted_host()
    {
        await using var host = await BootedHost.StartAsync(Preparation.Bare);
        await host.CopyTreeInAsync(Tests, Inside);
        var run = await host.RunAsync(
            // A whole suite: more than a hundred tests, of which each starts units and asks for them.
            TimeSpan.FromMinutes(20),
            "env", "DOTNET_CLI_HOME=/root", "DOTNET_NOLOGO=1", Environment.ProcessPath!,
            "vstest", Inside + "/Supervision.Adapters.Tests.dll", "--TestCaseFilter:FullyQualifiedName~.Systemd.");
        output.WriteLine($"{run.Output}\n{run.Error}");

        Assert.Equal(0, run.ExitCode);
        // One test is for a user without privileges, one for a machine without a system bus, and both say so.
        Assert.True(Count(run.Output, "Passed") > 35, "the live tests were run, and not skipped");
        Assert.True(Count(run.Output, "Skipped") <= 2, "no live test was skipped");
    }

    // This machine's /tmp, where a clone may lie, is another one than the host's.
    private const string Inside = "/opt/adapter-tests";

    private static string Tests => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Supervision.Adapters.Tests", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));

    private static int Count(string output, string what) =>
        Regex.Match(output, $@"{what}:\s+(\d+)") is { Success: true } found
            ? int.Parse(found.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)
            : 0;
}
