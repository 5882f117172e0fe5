using CliWrap;

namespace Supervision.Adapters.Processes;

/// <summary>A script under way.</summary>
/// <param name="session">The session that it leads.</param>
/// <param name="ended">Its exit code in the shell's way; null where nobody saw its end.</param>
internal sealed class RunningScript(int session, Task<int?> ended, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public Task<int?> Ended => ended;

    public static RunningScript OfOurs(CommandTask<CommandResult> command, TimeProvider clock) =>
        new(command.ProcessId, ExitAsync(command.Task), clock);

    /// <summary>A script that an earlier life of ours started: it is nobody's child, so its end is looked for once a second.</summary>
    /// <param name="recorded">Under way, with its process.</param>
    /// <param name="isOver">Nobody wants to hear of its end any more.</param>
    public static RunningScript OfAnEarlierLife(RecordedRun recorded, ScriptRecord record, TimeProvider clock, Func<bool> isOver) =>
        new(recorded.Process!.Value.Pid, LookAsync(record, clock, isOver), clock);

    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        using var over = new CancellationTokenSource();
        var first = await Task.WhenAny(ended, Task.Delay(time, clock, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        return first == ended;
    }

    public async Task KillAsync()
    {
        // A session's number stays taken while anything of it lives, even when its leader has been reaped.
        var all = new ProcessSession(session);
        all.Signal(ProcessSession.Terminate);
        await EndsWithinAsync(Patience).ConfigureAwait(false);
        all.Signal(ProcessSession.Kill);
        await EndsWithinAsync(Patience).ConfigureAwait(false);
    }

    private static async Task<int?> ExitAsync(Task<CommandResult> result) => (await result.ConfigureAwait(false)).ExitCode;

    private static async Task<int?> LookAsync(ScriptRecord record, TimeProvider clock, Func<bool> isOver)
    {
        using var looks = new PeriodicTimer(BetweenLooks, clock);
        while (record.Read().IsUnderWay && !isOver()) await looks.WaitForNextTickAsync().ConfigureAwait(false);
        // Once more: it may have said its last between being read and being gone.
        return record.Read().Exit;
    }
}
