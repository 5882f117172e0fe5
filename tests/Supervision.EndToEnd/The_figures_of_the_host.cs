using System.Globalization;
using System.Text.Json;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary><c>healthcheck resources</c> says what the tools of the host say.</summary>
public sealed class The_figures_of_the_host
{
    private const double Mebibyte = 1024 * 1024;

    [SkippableFact]
    public async Task Are_those_of_df_free_loadavg_and_the_control_groups()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared
            .With("/etc/healthcheck/conf.d/80-often.conf", "healthcheck.resources.every = 1s\n"));
        await host.EventuallyAsync(async () => (await FiguresAsync(host)).ContainsKey(("disk", "/")));

        // What others do on the machine moves the figures between two looks: the tools are asked on both sides, and ours lies between.
        var before = await ToolsAsync(host);
        var figures = await FiguresAsync(host);
        var after = await ToolsAsync(host);

        foreach (var (figure, slack) in Slacks)
        {
            // Where the kernel does not account for it, nobody knows it.
            Assert.Equal(before.ContainsKey(figure), figures.ContainsKey(figure));
            if (before.TryGetValue(figure, out var first) && after.TryGetValue(figure, out var second))
                Assert.InRange(figures[figure], Math.Min(first, second) - slack, Math.Max(first, second) + slack);
        }
    }

    private static readonly Dictionary<(string, string), double> Slacks = new()
    {
        [("disk", "/")] = 512 * Mebibyte,
        [("memory", "")] = 1024 * Mebibyte,
        [("load", "")] = 4,
        [("unit-tasks", SmallStack.Unit)] = 0,
        [("unit-memory", SmallStack.Unit)] = 4 * Mebibyte,
    };

    private static async Task<Dictionary<(string, string), double>> FiguresAsync(BootedHost host)
    {
        using var read = JsonDocument.Parse((await host.HealthcheckAsync("resources", "--json")).OrFail());
        return read.RootElement.GetProperty("resources").EnumerateArray()
            .Where(figure => figure.GetProperty("value").ValueKind == JsonValueKind.Number)
            .ToDictionary(
                figure => (figure.GetProperty("resource").GetString()!, figure.GetProperty("subject").GetString()!),
                figure => figure.GetProperty("value").GetDouble());
    }

    private static async Task<Dictionary<(string, string), double>> ToolsAsync(BootedHost host)
    {
        (string Resource, string Subject, string Command)[] tools =
        [
            ("disk", "/", "df --block-size=1 --output=used / | tail -n 1"),
            ("memory", "", "free --bytes | awk '/^Mem:/ { print $2 - $7 }'"),
            ("load", "", "cut -d ' ' -f 1 /proc/loadavg"),
            ("unit-tasks", SmallStack.Unit, OfGroup("pids", "pids.current", "Threads", 1)),
            ("unit-memory", SmallStack.Unit, OfGroup("memory", "memory.current memory.usage_in_bytes", "RssAnon", 1024)),
        ];
        var told = new Dictionary<(string, string), double>();
        foreach (var (resource, subject, command) in tools)
        {
            var printed = await host.OutputOfAsync("sh", "-c", command);
            if (double.TryParse(printed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                told[(resource, subject)] = number;
        }

        return told;
    }

    // The group lies below the one hierarchy there is, or below that of the controller. Where no controller counts, its processes are asked.
    private static string OfGroup(string controller, string files, string ofProcess, int times) =>
        $"group=$(systemctl show --property=ControlGroup --value {SmallStack.Unit}); cd /sys/fs/cgroup; "
        + $"for place in . {controller} unified; do for file in {files}; do cat $place$group/$file 2>/dev/null && exit; done; done; "
        + "for process in $(cat systemd$group/cgroup.procs); do cat /proc/$process/status; done | "
        + $"awk '/^{ofProcess}:/ {{ sum += $2 }} END {{ print sum * {times} }}'";
}
