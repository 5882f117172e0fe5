using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Core.Tests.Probes;

public sealed class ProcessJudgeTests
{
    private const long Host = 1000;

    private static readonly ProcessTarget Target = new(
        new(new MemoryBound(new ByteCount(500), default), new MemoryBound(null, new Percent(80))),
        new(90, 150), new(10, 20), new(3, 6), TimeSpan.FromHours(1));

    private static readonly ProcessReading Quiet = new(100, Host, 5, 2, 0);

    [Fact]
    public void A_unit_within_its_bounds_passes_with_a_text_that_does_not_change() => Assert.Equal(
        ProcessJudge.Judge(Target, Quiet), ProcessJudge.Judge(Target, new ProcessReading(101, Host, 6, 3, 1)));

    [Theory]
    [InlineData(499, 5.0, 2, 0, "Passed")]
    [InlineData(500, 5.0, 2, 0, "Impaired")]
    [InlineData(800, 5.0, 2, 0, "Failed")]
    [InlineData(100, 90.0, 2, 0, "Impaired")]
    [InlineData(100, 150.0, 2, 0, "Failed")]
    [InlineData(100, 5.0, 10, 0, "Impaired")]
    [InlineData(100, 5.0, 20, 0, "Failed")]
    [InlineData(100, 5.0, 2, 3, "Impaired")]
    [InlineData(100, 5.0, 2, 6, "Failed")]
    [InlineData(500, 150.0, 2, 0, "Failed")]
    public void A_warning_is_told_and_a_limit_is_a_failure(long memory, double cpu, int tasks, int restarts, string expected) =>
        Assert.Equal(expected, ProcessJudge.Judge(Target, new ProcessReading(memory, Host, cpu, tasks, restarts)).GetType().Name);

    [Fact]
    public void A_share_is_that_of_the_units_own_limit() =>
        Assert.IsType<ProbeOutcome.Failed>(ProcessJudge.Judge(Target, Quiet with { AllMemory = 125 }));

    [Fact]
    public void What_cannot_be_read_is_unknown_and_the_first_look_knows_no_cpu()
    {
        Assert.IsType<ProbeOutcome.Unknown>(ProcessJudge.Judge(Target, Quiet with { Memory = null }));
        Assert.IsType<ProbeOutcome.Passed>(ProcessJudge.Judge(Target, Quiet with { Cpu = null }));
    }

    [Fact]
    public void What_nobody_wants_to_know_may_be_unreadable()
    {
        var nothing = new ProcessTarget(default, default, default, default, TimeSpan.FromHours(1));

        Assert.IsType<ProbeOutcome.Passed>(ProcessJudge.Judge(nothing, new ProcessReading(null, Host, null, null, 99)));
    }

    [Fact]
    public void Restarts_count_within_the_window_and_from_the_first_look_on()
    {
        var (hour, at) = (TimeSpan.FromHours(1), TimeSpan.Zero);
        var seen = RecentRestarts.None.See(7, at, hour);
        Assert.Equal(0, seen.Count);

        seen = seen.See(9, at += TimeSpan.FromMinutes(10), hour);
        Assert.Equal(2, seen.Count);
        // A person has started it, and systemd counts anew.
        seen = seen.See(0, at += TimeSpan.FromMinutes(10), hour).See(1, at, hour);
        Assert.Equal(3, seen.Count);
        seen = seen.See(1, at += TimeSpan.FromMinutes(49), hour);
        Assert.Equal(3, seen.Count);
        seen = seen.See(1, at += TimeSpan.FromMinutes(1), hour);
        Assert.Equal(1, seen.Count);
    }
}
