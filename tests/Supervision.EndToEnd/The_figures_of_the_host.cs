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
        await host.EventuallyAsync(async () => (await FiguresAsync(host)).ContainsKey(("unit-memory", "alpha.service")) || (await FiguresAsync(host)).ContainsKey(("unit-memory", "alpha")));

        // What others do on the machine moves the figures between two looks: the tools are asked on both sides, and ours lies between.
        var before = await ToolsAsync(host);
        var figures = await FiguresAsync(host);
        var after = await ToolsAsync(host);

        foreach (var ((resource, subject), slack) in Slacks)
        {
            var (low, high) = (Math.Min(before[(resource, subject)], after[(resource, subject)]), Math.Max(before[(resource, subject)], after[(resource, subject)]));
            Assert.True(figures.TryGetValue((resource, subject), out var ours), $"{resource} {subject} is missing among {string.Join(", ", figures.Keys)}");
            Assert.InRange(ours, low - slack, high + slack);
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
        var df = await NumberAsync(host, "df --block-size=1 --output=used / | tail -n 1");
        var free = await NumberAsync(host, "free --bytes | awk '/^Mem:/ { print $2 - $7 }'");
        var load = await NumberAsync(host, "cut -d ' ' -f 1 /proc/loadavg");
        var tasks = await NumberAsync(host, $"systemctl show --property=TasksCurrent --value {SmallStack.Unit}");
        var memory = await NumberAsync(host, $"systemctl show --property=MemoryCurrent --value {SmallStack.Unit}");
        return new()
        {
            [("disk", "/")] = df,
            [("memory", "")] = free,
            [("load", "")] = load,
            [("unit-tasks", SmallStack.Unit)] = tasks,
            [("unit-memory", SmallStack.Unit)] = memory,
        };
    }

    private static async Task<double> NumberAsync(BootedHost host, string command) =>
        double.Parse((await host.OutputOfAsync("sh", "-c", command)).Trim(), CultureInfo.InvariantCulture);
}
