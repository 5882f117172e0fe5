using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Supervision.Core.Hosting;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.Tests.Hosting;

public sealed class SingleInstanceTests : IDisposable
{
    private readonly TemporaryDirectory _state = new();
    private readonly TemporaryDirectory _control = new();

    public void Dispose()
    {
        _state.Dispose();
        _control.Dispose();
    }

    [Fact]
    public void The_lock_is_held_by_one_and_freed_by_its_end()
    {
        using (var first = Take(_state, _control, out _))
        {
            Assert.NotNull(first);
            Assert.Null(Take(_state, _control, out var why));
            Assert.Equal($"another daemon works on {_state.Path} already (process {Environment.ProcessId})", why);
        }

        using var next = Take(_state, _control, out _);
        Assert.NotNull(next);
    }

    [Fact]
    public void A_child_that_is_about_to_begin_its_own_program_does_not_keep_the_lock()
    {
        var first = Take(_state, _control, out _);
        var opened = Directory.EnumerateFileSystemEntries("/proc/self/fd").First(file => new FileInfo(file).LinkTarget == _state.Path);
        var inherited = Duplicate(int.Parse(Path.GetFileName(opened), CultureInfo.InvariantCulture));

        first!.Dispose();

        using (var next = Take(_state, _control, out var why))
            Assert.True(next is not null, why);
        Assert.Equal(0, Close(inherited));
    }

    [Fact]
    public void Another_state_does_not_help_where_the_socket_is_the_same()
    {
        using var other = new TemporaryDirectory();
        using var first = Take(_state, _control, out _);

        Assert.Null(Take(other, _control, out var why));

        Assert.Contains(_control.Path, why, StringComparison.Ordinal);
        using var elsewhere = Take(other, other, out _);
        Assert.NotNull(elsewhere);
    }

    [Fact]
    public async Task Another_process_that_holds_the_lock_keeps_us_out_until_it_is_killed()
    {
        // flock(1) takes the same lock that we take, from a process that knows nothing of us.
        using var other = Process.Start(new ProcessStartInfo("flock", ["-x", ".", "sh", "-c", "echo taken; exec cat"])
        {
            WorkingDirectory = _state.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("taken", await other.StandardOutput.ReadLineAsync().WaitAsync(Failsafe.Time));

        Assert.Null(Take(_state, _control, out var why));
        Assert.Contains(other.Id.ToString(CultureInfo.InvariantCulture), why, StringComparison.Ordinal);

        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync().WaitAsync(Failsafe.Time);
        await other.StandardOutput.ReadToEndAsync().WaitAsync(Failsafe.Time);
        using var taken = Take(_state, _control, out _);
        Assert.NotNull(taken);
    }

    [Fact]
    public void A_state_directory_that_is_not_there_is_no_other_daemon()
    {
        Assert.Null(SingleInstance.Take(new Directories("/", _state.At("nowhere"), _control.Path), out var why));

        Assert.Equal($"{_state.At("nowhere")} cannot be opened: No such file or directory", why);
    }

    // What fork(2) leaves a child with until its execve(2).
    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int file);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);

    private static SingleInstance? Take(TemporaryDirectory state, TemporaryDirectory control, out string why) =>
        SingleInstance.Take(new Directories("/", state.Path, control.Path), out why);
}
