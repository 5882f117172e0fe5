using System.Globalization;
using Supervision.Adapters.Resources;
using Supervision.Adapters.Tests.Storage;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Tests.Resources;

/// <summary>The figures of this very machine, held against what its own programs say.</summary>
public sealed class RealHostTests : IDisposable
{
    private readonly HostResources _resources = new(TimeProvider.System);

    public void Dispose() => _resources.Dispose();

    private Task<Sample> ReadAsync() => _resources.ReadAsync([], CancellationToken.None);

    [Fact]
    public async Task Space_and_inodes_agree_with_df()
    {
        var (blocks, inodes) = (Df("--block-size=1"), Df("--inodes"));
        var sample = await ReadAsync();

        Assert.NotEmpty(sample.Subjects(MetricKind.Disk));
        Assert.Contains("/", sample.Subjects(MetricKind.Disk));
        foreach (var point in sample.Subjects(MetricKind.Disk))
            Agree(blocks[point], sample.Of(MetricKind.Disk, point)!.Value);
        foreach (var point in sample.Subjects(MetricKind.Inodes))
            Agree(inodes[point], sample.Of(MetricKind.Inodes, point)!.Value);
    }

    [Fact]
    public async Task Memory_agrees_with_free()
    {
        var said = Tool.Run("free", "--bytes").Output.Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var memory = (await ReadAsync()).Of(MetricKind.Memory)!.Value;

        Assert.Equal(Number(said[1]), memory.Limit);
        Assert.Equal(Number(said[1]) - Number(said[6]), memory.Value, 0.05 * memory.Limit!.Value);
    }

    [Fact]
    public async Task The_load_is_that_of_the_file()
    {
        // Between two readings of the file that agree, since it changes every five seconds.
        for (var tries = 0; tries < 10; tries++)
        {
            var (before, sample, after) = (Load(), await ReadAsync(), Load());
            if (before != after) continue;
            Assert.Equal(before, sample.Value(MetricKind.Load));
            return;
        }

        Assert.Fail("the load changed ten times in a row");
    }

    [SkippableFact]
    public async Task A_file_system_that_is_filled_and_made_read_only_is_seen_so()
    {
        using var place = new TemporaryDirectory();
        using var disk = SmallDisk.Mount(place.Path);
        Assert.True((await ReadAsync()).Of(MetricKind.Disk, place.Path)?.Share < 5);

        SmallDisk.Fill(place.File("ballast"));
        Assert.Equal(100, (await ReadAsync()).Of(MetricKind.Disk, place.Path)?.Share);
    }

    [Fact]
    public async Task What_two_samples_are_needed_for_is_in_the_second()
    {
        var first = await ReadAsync();
        Assert.Null(first.Of(MetricKind.Cpu));

        // The kernel counts in hundredths of a second.
        Sample sample;
        do sample = await ReadAsync();
        while (sample.Of(MetricKind.Cpu) is null);

        var cpu = sample.Of(MetricKind.Cpu)!.Value;
        Assert.Equal(Directory.GetDirectories("/sys/devices/system/cpu", "cpu?").Length, cpu.Limit);
        Assert.InRange(cpu.Value, 0, cpu.Limit!.Value);
        Assert.Equal(0, sample.Value(MetricKind.OomKills));
        Assert.InRange(sample.Value(MetricKind.Uptime)!.Value, 1, 1e9);
        Assert.InRange(sample.Value(MetricKind.Tasks)!.Value, 2, 1e7);
        Assert.InRange(sample.Value(MetricKind.Descriptors)!.Value, 1, 1e9);
    }

    // Within a percent of the whole: others write, too.
    private static void Agree((double Used, double Available) said, Reading reading)
    {
        Assert.Equal(said.Used, reading.Value, Math.Max(20, 0.01 * reading.Limit!.Value));
        Assert.Equal(said.Used + said.Available, reading.Limit!.Value, Math.Max(20, 0.01 * reading.Limit!.Value));
    }

    private static Dictionary<string, (double Used, double Available)> Df(string how) => Tool.Run("df", "--all", "--portability", how).Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields.Length >= 6 && fields[1] != "-")
        .GroupBy(fields => string.Join(' ', fields[5..]))
        .ToDictionary(same => same.Key, same => (Number(same.Last()[2]), Number(same.Last()[3])));

    private static double Load() => Number(File.ReadAllText("/proc/loadavg").Split(' ')[0]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
