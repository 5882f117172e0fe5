using System.Diagnostics;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.Tests.Hosting;

public sealed class SingleInstanceTests : IDisposable
{
    private readonly TemporaryDirectory _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public void The_lock_is_held_by_one_and_freed_by_its_end()
    {
        using (var first = SingleInstance.Take(_state.Path, out _))
        {
            Assert.NotNull(first);
            Assert.Null(SingleInstance.Take(_state.Path, out var why));
            Assert.Contains("another daemon", why, StringComparison.Ordinal);
        }

        using var next = SingleInstance.Take(_state.Path, out _);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Another_process_that_holds_the_lock_keeps_us_out_until_it_is_killed()
    {
        // flock(1) takes the same lock that we take, from a process that knows nothing of us.
        using var other = Process.Start(new ProcessStartInfo("flock", ["-x", "healthcheck.lock", "sh", "-c", "echo taken; exec cat"])
        {
            WorkingDirectory = _state.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("taken", await other.StandardOutput.ReadLineAsync().WaitAsync(Failsafe.Time));

        Assert.Null(SingleInstance.Take(_state.Path, out _));

        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync().WaitAsync(Failsafe.Time);
        await other.StandardOutput.ReadToEndAsync().WaitAsync(Failsafe.Time);
        using var taken = SingleInstance.Take(_state.Path, out _);
        Assert.NotNull(taken);
    }

    [Fact]
    public void A_state_directory_that_is_not_there_is_no_other_daemon() =>
        Assert.Throws<DirectoryNotFoundException>(() => SingleInstance.Take(_state.At("nowhere"), out _));
}
