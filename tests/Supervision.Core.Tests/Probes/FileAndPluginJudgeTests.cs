using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Core.Tests.Probes;

public sealed class FileAndPluginJudgeTests
{
    private static readonly FileTarget Target = new("/run/x", TimeSpan.FromMinutes(5), new ByteCount(10), new ByteCount(20));

    [Theory]
    [InlineData(300, 10, "Passed")]
    [InlineData(301, 10, "Failed")]
    [InlineData(0, 9, "Failed")]
    [InlineData(0, 20, "Passed")]
    [InlineData(0, 21, "Failed")]
    [InlineData(-60, 10, "Passed")]
    [InlineData(-61, 10, "Unknown")]
    public void A_file_is_held_against_its_age_and_its_size(int age, long size, string expected) =>
        Assert.Equal(expected, FileJudge.Judge(Target, new FileReading(TimeSpan.FromSeconds(age), size)).GetType().Name);

    [Fact]
    public void A_file_that_is_not_there_has_failed() => Assert.IsType<ProbeOutcome.Failed>(FileJudge.Judge(Target, null));

    [Fact]
    public void A_file_that_only_has_to_be_there_may_be_of_any_age_and_size() => Assert.IsType<ProbeOutcome.Passed>(
        FileJudge.Judge(new FileTarget("/run/x", null, null, null), new FileReading(TimeSpan.FromDays(-999), 0)));

    [Theory]
    [InlineData(0, "PING OK | time=1", "Passed", "exit code 0")]
    [InlineData(1, "LOAD WARNING | load=9\nmore", "Impaired", "warning: LOAD WARNING")]
    [InlineData(2, "", "Failed", "critical")]
    [InlineData(3, "no route", "Unknown", "exit code 3: no route")]
    [InlineData(126, "", "Unknown", "exit code 126")]
    [InlineData(127, "", "Unknown", "exit code 127")]
    [InlineData(255, "", "Unknown", "exit code 255")]
    [InlineData(null, "half a", "Unknown", "a signal ended the program: half a")]
    public void An_exit_code_means_what_it_means_for_Nagios(int? exit, string output, string expected, string detail)
    {
        var outcome = PluginJudge.Judge(exit, output);

        Assert.Equal((expected, detail), (outcome.GetType().Name, outcome.Detail));
    }

    [Fact]
    public void Arguments_of_a_command_are_told_apart_and_not_told()
    {
        var (one, other) = (new CommandTarget(["/bin/x", "--password", "geheim"]), new CommandTarget(["/bin/x", "--password", "anders"]));

        Assert.NotEqual(one.Question, other.Question);
        Assert.DoesNotContain("geheim", one.Question, StringComparison.Ordinal);
        Assert.Equal(one, new CommandTarget(["/bin/x", "--password", "geheim"]));
    }
}
