using System.Text.Json;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.Control;

/// <summary>The verb that shows the host's resources, on a real daemon that looks at this machine.</summary>
[Collection(RealPrograms.Name)]
public sealed class ResourceVerbTests
{
    [Fact]
    public async Task The_resources_of_this_machine_are_shown_with_their_limits_and_kept_for_the_charts()
    {
        using var host = new RunningDaemon("healthcheck { resources { every = 1s } }");
        await host.ReadyAsync();
        var found = await UntilAsync(host, found => found.GetProperty("times").GetArrayLength() >= 2);

        var memory = found.GetProperty("resources").EnumerateArray().Single(one => one.GetProperty("resource").GetString() == "memory");
        Assert.Equal(Total("MemTotal:"), memory.GetProperty("limit").GetDouble());
        Assert.InRange(memory.GetProperty("share").GetDouble(), 1, 100);
        Assert.Equal(found.GetProperty("times").GetArrayLength(), memory.GetProperty("values").GetArrayLength());
        Assert.Contains(found.GetProperty("resources").EnumerateArray(), one => one.GetProperty("subject").GetString() == "/");
        Assert.True(File.Exists(host.Files.At("state", "samples.db")));

        var shown = await host.RunAsync("resources", "--since", "10m");
        Assert.Equal("", shown.Errors);
        Assert.InRange(shown.Code, 0, 2);
        Assert.Matches(@"\nMemory +\d+\.\d% \(.* GiB\)", shown.Output);
        Assert.Contains("10m ago", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_daemon_there_is_nobody_to_ask()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();
        await host.KillAsync();

        Assert.Equal(4, (await host.RunAsync("resources")).Code);
    }

    private static async Task<JsonElement> UntilAsync(RunningDaemon host, Func<JsonElement, bool> enough)
    {
        using var failsafe = new CancellationTokenSource(Failsafe.Time);
        while (true)
        {
            var found = JsonDocument.Parse((await host.RunAsync("resources", "--json")).Output).RootElement;
            if (enough(found)) return found;
            failsafe.Token.ThrowIfCancellationRequested();
        }
    }

    private static double Total(string field) =>
        File.ReadLines("/proc/meminfo").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kibi, ..]
            ? double.Parse(kibi, System.Globalization.CultureInfo.InvariantCulture) * 1024
            : 0;
}
