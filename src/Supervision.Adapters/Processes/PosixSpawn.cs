using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Supervision.Adapters.Processes;

/// <summary>Starts a program as the leader of a session of its own, with stdin from /dev/null and our stdout and stderr, unless others are
/// given.</summary>
/// <remarks>
/// posix_spawn rather than <see cref="System.Diagnostics.Process"/> under setsid(1): it names the error when the program cannot be
/// executed, and it leaves the reaping to us. Until we reap the leader, its number cannot be given to anybody else, so its group can be
/// killed without hitting a stranger; .NET reaps at once.
/// </remarks>
internal static unsafe partial class PosixSpawn
{
    // posix_spawnattr_t and posix_spawn_file_actions_t are opaque; glibc's take 336 and 80 bytes, sigset_t 128.
    private const int Room = 512;

    private const short ResetSignals = 0x04;
    private const short UnblockSignals = 0x08;
    private const short OwnSession = 0x80;

    /// <returns>0, or the errno that says why nothing runs.</returns>
    public static int Start(ImmutableArray<string> command, out int pid) => Start(command, ChildEnvironment.Ours(), input: null, output: null, out pid);

    /// <param name="environment">As <c>NAME=value</c>.</param>
    /// <param name="input">The file that becomes stdin; null for /dev/null.</param>
    /// <param name="output">The file that becomes stdout and stderr; null for ours.</param>
    public static int Start(ImmutableArray<string> command, IEnumerable<string> environment, int? input, int? output, out int pid)
    {
        byte* attributes = stackalloc byte[Room], actions = stackalloc byte[Room], signals = stackalloc byte[Room];
        var error = AttributesInit(attributes) | ActionsInit(actions);
        // The runtime ignores SIGPIPE; a child that inherits that writes for ever into a pipe that nobody reads.
        error |= FillSignals(signals) | SetDefaultSignals(attributes, signals);
        error |= EmptySignals(signals) | SetBlockedSignals(attributes, signals);
        error |= SetFlags(attributes, ResetSignals | UnblockSignals | OwnSession);
        error |= input is { } text ? AddDuplicate(actions, text, 0) : AddOpen(actions, 0, "/dev/null", 0, 0);
        if (output is { } file) error |= AddDuplicate(actions, file, 1) | AddDuplicate(actions, file, 2);
        pid = 0;
        if (error == 0) error = Spawn(out pid, command[0], actions, attributes, [.. command, null], [.. environment, null]);
        _ = ActionsDestroy(actions) | AttributesDestroy(attributes);
        return error;
    }

    [LibraryImport("libc", EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(
        out int pid, string file, byte* actions, byte* attributes, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaultSignals(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetBlockedSignals(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int ActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int ActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(byte* actions, int file, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(byte* actions, int file, int copy);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static partial int FillSignals(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int EmptySignals(byte* signals);
}
