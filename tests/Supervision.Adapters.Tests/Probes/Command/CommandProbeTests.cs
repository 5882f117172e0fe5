using Supervision.Adapters.Probes.Command;
using Supervision.Adapters.Tests.Processes;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes.Command;

public sealed class CommandProbeTests
{
    [Theory]
    [InlineData("exit 0", "Passed", "exit code 0")]
    [InlineData("echo slow '|' load=1; echo more; exit 1", "Impaired", "warning: slow")]
    [InlineData("echo gone >&2; exit 2", "Failed", "critical: gone")]
    [InlineData("exit 3", "Unknown", "exit code 3")]
    [InlineData("no-such-program-as-this 2>/dev/null", "Unknown", "exit code 127")]
    [InlineData("kill -9 $$", "Unknown", "a signal ended the program")]
    public async Task Its_end_and_its_first_line_are_told(string script, string expected, string detail)
    {
        var outcome = await ShellAsync(script);

        Assert.Equal((expected, detail), (outcome.GetType().Name, outcome.Detail));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_unknown() =>
        Assert.Contains("No such file", Assert.IsType<ProbeOutcome.Unknown>(await RunAsync("/nowhere/check")).Detail, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_not_executable_is_unknown() =>
        Assert.Contains("Permission denied", Assert.IsType<ProbeOutcome.Unknown>(await RunAsync("/etc/passwd")).Detail, StringComparison.Ordinal);

    [Fact]
    public async Task It_inherits_nothing_but_a_path_and_a_locale()
    {
        // A name that no other test reads: the environment belongs to the whole process, and tests run side by side.
        Environment.SetEnvironmentVariable("SECRET_OF_THE_DAEMON", "not for checks");

        var outcome = await ShellAsync("/usr/bin/env | sort | grep -v -e ^_= -e ^PWD= -e ^SHLVL= | tr '\\n' ' '; exit 1");

        Assert.Equal("warning: LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin", outcome.Detail);
    }

    [Fact]
    public async Task An_endless_output_is_drained_and_bounded()
    {
        // 64 MiB through a pipe that nobody drains would wait for ever.
        var outcome = await ShellAsync("head -c 67108864 /dev/zero | tr '\\0' x; exit 2");

        Assert.StartsWith("critical: xxx", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_leaves_behind_with_the_pipe_open_is_not_waited_for_and_is_ended()
    {
        using var folder = new TemporaryDirectory();
        var mark = Path.Combine(folder.Path, "pid");

        var outcome = await ShellAsync($"sleep 1000 & echo $! >{mark}; echo fine; exit 1", TimeSpan.FromMinutes(2));

        Assert.Equal("warning: fine", outcome.Detail);
        await LiveProcess.IsGone(await LiveProcess.Written(mark));
    }

    [Fact]
    public async Task One_in_a_session_of_its_own_that_keeps_the_pipe_open_is_not_waited_for_either()
    {
        using var folder = new TemporaryDirectory();
        var mark = Path.Combine(folder.Path, "pid");

        var outcome = await ShellAsync($"setsid sh -c 'echo $$ >{mark}; exec sleep 1000' & while ! [ -s {mark} ]; do :; done; exit 1", TimeSpan.FromMinutes(2));

        Assert.Equal("warning", outcome.Detail);
        Tool.Run("kill", "-9", (await File.ReadAllTextAsync(mark)).Trim());
    }

    [Fact]
    public async Task At_its_deadline_it_is_killed_with_everything_that_it_has_started()
    {
        using var folder = new TemporaryDirectory();
        var mark = Path.Combine(folder.Path, "pid");

        var outcome = await ShellAsync($"trap '' TERM; sleep 1000 & echo $! >{mark}; wait; sleep 1000", TimeSpan.FromSeconds(2));

        Assert.Equal("no answer within 2s, while running the program", Assert.IsType<ProbeOutcome.Failed>(outcome).Detail);
        await LiveProcess.IsGone(await LiveProcess.Written(mark));
    }

    private static Task<ProbeOutcome> ShellAsync(string script, TimeSpan? timeout = null) => RunAsync(timeout, "/bin/sh", "-c", script);

    private static Task<ProbeOutcome> RunAsync(params string[] command) => RunAsync(null, command);

    private static Task<ProbeOutcome> RunAsync(TimeSpan? timeout, params string[] command) =>
        Looking.AtAsync(new CommandTarget([.. command]), (target, look) => CommandProbe.LookAsync(target.Run, look), timeout: timeout);
}
