using System.Globalization;
using Supervision.Adapters.Probes.Usage;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes.Usage;

public sealed class ProcessProbeTests : IDisposable
{
    private const string Group = "/system.slice/x.service";

    private readonly TemporaryDirectory _folder = new();
    private readonly MovedClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_unit_is_judged_by_what_its_control_group_tells()
    {
        Write("memory.current", "600\n");
        Write("memory.max", "1000\n");
        Write("pids.current", "7\n");
        Write("cpu.stat", "usage_usec 1000000\nuser_usec 5\n");

        Assert.Contains("memory", (await LookAsync(Memory("50%"))).Detail, StringComparison.Ordinal);
        Assert.IsType<ProbeOutcome.Passed>(await LookAsync(Memory("70%")));
        Assert.IsType<ProbeOutcome.Failed>(await LookAsync(None with { Tasks = new(null, 7) }));
        Assert.IsType<ProbeOutcome.Passed>(await LookAsync(None with { Tasks = new(null, 8) }));
    }

    [Fact]
    public async Task Processor_time_is_that_since_the_look_before_and_not_that_of_another_life()
    {
        var probe = new ProcessProbe(_clock, _folder.Path);
        var target = None with { Cpu = new(null, 80) };
        Write("cpu.stat", "usage_usec 1000000\n");
        Assert.IsType<ProbeOutcome.Passed>(await Looking.AtAsync(target, probe.LookAsync, Looking.Status(Group)));

        _clock.Move(TimeSpan.FromSeconds(1000));
        Write("cpu.stat", "usage_usec 901000000\n");
        Assert.StartsWith("cpu: 9", Assert.IsType<ProbeOutcome.Failed>(await Looking.AtAsync(target, probe.LookAsync, Looking.Status(Group))).Detail, StringComparison.Ordinal);

        _clock.Move(TimeSpan.FromSeconds(1));
        Write("cpu.stat", "usage_usec 990000000\n");
        Assert.IsType<ProbeOutcome.Passed>(await Looking.AtAsync(target, probe.LookAsync, Looking.Status(Group, invocation: "b")));
    }

    [Fact]
    public async Task Where_the_kernel_does_not_account_for_the_unit_its_processes_are_asked()
    {
        Write("cgroup.procs", "");
        Write("part/cgroup.procs", Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");

        Assert.IsType<ProbeOutcome.Failed>(await LookAsync(None with { Memory = new(null, new MemoryBound(new ByteCount(1024 * 1024), default)) }));
        Assert.IsType<ProbeOutcome.Passed>(await LookAsync(None with { Memory = new(null, new MemoryBound(new ByteCount(1L << 50), default)) }));
        Assert.IsType<ProbeOutcome.Failed>(await LookAsync(None with { Tasks = new(null, 2) }));
    }

    [Fact]
    public async Task Restarts_by_systemd_are_counted_from_the_first_look_on()
    {
        Write("cgroup.procs", "");
        var probe = new ProcessProbe(_clock, _folder.Path);
        var target = None with { Restarts = new(1, 2) };
        Task<ProbeOutcome> LookAsync(int restarts) => Looking.AtAsync(target, probe.LookAsync, Looking.Status(Group, restarts: restarts));

        Assert.IsType<ProbeOutcome.Passed>(await LookAsync(5));
        Assert.IsType<ProbeOutcome.Impaired>(await LookAsync(6));
        Assert.IsType<ProbeOutcome.Failed>(await LookAsync(7));
        _clock.Move(TimeSpan.FromHours(2));
        Assert.IsType<ProbeOutcome.Passed>(await LookAsync(7));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/system.slice/another.service")]
    public async Task A_unit_without_a_control_group_is_unknown(string group) => Assert.IsType<ProbeOutcome.Unknown>(
        await Looking.AtAsync(None, new ProcessProbe(_clock, _folder.Path).LookAsync, Looking.Status(group)));

    [Fact]
    public async Task A_unit_that_was_not_seen_yet_is_unknown() =>
        Assert.IsType<ProbeOutcome.Unknown>(await Looking.AtAsync(None, new ProcessProbe(_clock, _folder.Path).LookAsync));

    private static ProcessTarget None => new(default, default, default, default, TimeSpan.FromHours(1));

    private static ProcessTarget Memory(string limit) =>
        None with { Memory = new(null, new MemoryBound(null, new Percent(double.Parse(limit.TrimEnd('%'), CultureInfo.InvariantCulture)))) };

    private Task<ProbeOutcome> LookAsync(ProcessTarget target) =>
        Looking.AtAsync(target, new ProcessProbe(_clock, _folder.Path).LookAsync, Looking.Status(Group));

    private void Write(string file, string text)
    {
        var path = Path.Join(_folder.Path, Group, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
