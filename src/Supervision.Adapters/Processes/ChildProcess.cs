using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Processes;

/// <summary>One life of a child: its session, and its end.</summary>
internal sealed unsafe partial class ChildProcess
{
    private const int ByPid = 1;
    private const int Exited = 4;
    private const int LeaveItWaitable = 0x01000000;
    private const int DoNotWait = 1;

    // A thread that only waits needs no megabytes.
    private const int StackOfAWaiter = 128 * 1024;

    private ChildProcess(int pid) => Pid = pid;

    public int Pid { get; }

    public ProcessSession Session => new(Pid);

    /// <summary>Starts <paramref name="command"/>.</summary>
    /// <param name="ended">Called once, on a thread of its own, as soon as the child is dead; it is to be reaped after that.</param>
    /// <returns>The child, or null and the reason why it could not be executed.</returns>
    public static ChildProcess? Start(ImmutableArray<string> command, Action<ChildProcess, ChildEnd> ended, out string why) =>
        Start(command, ChildEnvironment.Ours(), input: null, output: null, ended, out why);

    /// <summary>The same with another environment, input and output: see <see cref="PosixSpawn"/>.</summary>
    public static ChildProcess? Start(
        ImmutableArray<string> command,
        IEnumerable<string> environment,
        int? input,
        int? output,
        Action<ChildProcess, ChildEnd> ended,
        out string why)
    {
        var error = PosixSpawn.Start(command, environment, input, output, out var pid);
        why = error == 0 ? "" : $"{command[0]}: {Syscalls.Words(error)}";
        if (error != 0) return null;

        var child = new ChildProcess(pid);
        // One blocked thread per child hears of its end at once on every kernel and libc; pidfd_open is missing in glibc before 2.36.
        new Thread(() => child.Await(ended), StackOfAWaiter) { IsBackground = true, Name = $"child {pid}" }.Start();
        return child;
    }

    /// <summary>Gives its number back to the kernel; of a child that still runs, nothing.</summary>
    public void Reap() => _ = WaitPid(Pid, out _, DoNotWait);

    private void Await(Action<ChildProcess, ChildEnd> ended)
    {
        // siginfo_t has 128 bytes; for a child, si_code is the third integer and si_status the seventh.
        var info = stackalloc int[32];
        int waited;
        do waited = WaitId(ByPid, Pid, info, Exited | LeaveItWaitable);
        while (waited != 0 && Marshal.GetLastPInvokeError() == Syscalls.Interrupted);

        // A SIGCHLD that we inherited as ignored takes the status away.
        ended(this, waited == 0 ? ChildEnd.Of(info[2], info[6]) : ChildEnd.Unknown);
    }

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitId(int idType, int id, int* info, int options);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int pid, out int status, int options);
}
