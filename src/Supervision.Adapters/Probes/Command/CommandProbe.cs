using System.Collections.Immutable;
using Supervision.Adapters.Processes;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes.Command;

/// <summary>Carries out probes of the kind command.</summary>
internal static class CommandProbe
{
    // Nothing of ours: neither where our secrets lie, nor our sockets.
    private static readonly string[] Environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"];

    public static async Task<ProbeOutcome> LookAsync(ImmutableArray<string> run, Look look)
    {
        look.WaitsForService("running the program");
        using var output = new OutputPipe();
        var ended = new TaskCompletionSource<ChildEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var child = ChildProcess.Start(run, Environment, input: null, output.Input, (_, end) => ended.SetResult(end), out var why);
        if (child is null) return new ProbeOutcome.Unknown(why);

        output.Begin();
        ChildEnd end;
        using (look.Deadline.UnsafeRegister(static session => ((ChildProcess)session!).Session.Signal(ProcessSession.Kill), child))
            end = await ended.Task.ConfigureAwait(false);
        // What it left behind would be left behind by every look. Its number is its own until it is reaped.
        child.Session.Signal(ProcessSession.Kill);
        child.Reap();
        var said = await output.FinishAsync().ConfigureAwait(false);
        look.Deadline.ThrowIfCancellationRequested();
        return PluginJudge.Judge(end.Result is "success" or "exit-code" ? end.Status : null, said);
    }
}
