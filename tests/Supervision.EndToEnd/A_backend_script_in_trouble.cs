using System.Globalization;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What backend.sh can do wrong, one after the other on one host; PID 1 bounds it, and the units decide whether it helped.
/// </summary>
public sealed class A_backend_script_in_trouble
{
    // A hundred megabytes go through one thread of the journal.
    private static readonly TimeSpan MuchToPrint = TimeSpan.FromMinutes(10);

    private int _incidents;

    [SkippableFact]
    public async Task Is_told_and_charged_and_bounded()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared
            .WithQuickRecovery("healthcheck.recovery.budget.runs = 50")
            .With($"/etc/systemd/system/{SmallStack.Run}.d/often.conf", "[Unit]\nStartLimitIntervalSec=0\n"));

        await FailsAsync(host, $"rm {Deployment.BackendScript}", "failed", "job failed, unit exit-code, status 127");
        await WriteAsync(host, SmallStack.Script(SmallStack.Mend).Replace("\n", "\r\n", StringComparison.Ordinal));
        await FailsAsync(host, "true", "failed", "job failed, unit exit-code, status");
        await WriteAsync(host, SmallStack.Script("sleep infinity"));
        await host.OutputOfAsync("mkdir", "-p", $"/run/systemd/system/{SmallStack.Run}.d");
        await host.WriteAsync($"/run/systemd/system/{SmallStack.Run}.d/short.conf", "[Service]\nTimeoutStartSec=2s\n");
        await FailsAsync(host, "systemctl daemon-reload", "timed-out", "timeout");
        await host.OutputOfAsync("sh", "-c", $"rm -r /run/systemd/system/{SmallStack.Run}.d && systemctl daemon-reload");

        await WriteAsync(host, SmallStack.Script(SmallStack.Mend));
        await MendsAsync(host, $"chmod a-x {Deployment.BackendScript}", "done");
        await WriteAsync(host, SmallStack.Script($"{SmallStack.Mend}; exit 4"));
        await MendsAsync(host, "true", "failed");
        await host.EventuallyAsync(async () =>
            (await host.StoryAsync()).Any(sentence => sentence.EndsWith("unit exit-code, status 4", StringComparison.Ordinal)));

        await WriteAsync(host, SmallStack.Script($"nohup sleep 98765 & setsid sleep 98765 & {SmallStack.Mend}"));
        await MendsAsync(host, "true", "done");
        await host.EventuallyAsync(async () => !(await host.RunAsync("pgrep", "-f", "sleep 98765")).Succeeded);

        var before = await PeakAsync(host);
        await WriteAsync(host, SmallStack.Script(
            "yes 'all work and no play' | head -c 100000000; printf '\\033[31m\\000\\377 \\n'; head -c 1000000 /dev/urandom; "
            + SmallStack.Mend));
        await MendsAsync(host, "true", "done");
        // The kernel adds it up from counters that lag a little, so that it may even shrink.
        Assert.InRange(await PeakAsync(host) - before, int.MinValue, 30_000);
    }

    private async Task FailsAsync(BootedHost host, string trouble, string result, string evidence)
    {
        await host.OutputOfAsync("sh", "-c", trouble);
        var run = await KillAndAwaitRunAsync(host);
        Assert.Equal((result, false), (run.Result, run.Refunded));
        await host.EventuallyAsync(async () => (await host.StoryAsync()).Any(sentence =>
            sentence.StartsWith("Backend.sh scripti hatayla bitti: ", StringComparison.Ordinal)
            && sentence.Contains(evidence, StringComparison.Ordinal)));
        await host.OutputOfAsync("systemctl", "start", SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(_incidents);
    }

    private async Task MendsAsync(BootedHost host, string trouble, string result)
    {
        await host.OutputOfAsync("sh", "-c", trouble);
        var run = await KillAndAwaitRunAsync(host);
        Assert.Equal((result, false), (run.Result, run.Refunded));
        await host.UntilIncidentsAreOverAsync(_incidents);
        Assert.Equal("active", await host.StateOfAsync(SmallStack.Unit));
    }

    private async Task<RunRow> KillAndAwaitRunAsync(BootedHost host)
    {
        var next = (await host.RunsAsync()).Count + 1;
        _incidents++;
        await host.KillAllOfAsync(SmallStack.Unit);
        return await host.RunOverAsync(next, MuchToPrint);
    }

    private static Task WriteAsync(BootedHost host, string script) => host.WriteAsync(Deployment.BackendScript, script);

    /// <summary>The most memory that the daemon ever had resident, in KiB.</summary>
    private static async Task<int> PeakAsync(BootedHost host)
    {
        var status = await host.ReadAsync($"/proc/{await host.PropertyOfAsync(Installed.Unit, "MainPID")}/status");
        var peak = status.Split('\n').Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return int.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
