using System.Globalization;
using System.Text;
using Supervision.Adapters.Probes.Command;
using Supervision.Adapters.Processes;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>Carries out channels of the kind command.</summary>
internal static class CommandChannel
{
    // Nothing of ours: neither where our secrets lie, nor our sockets.
    private static readonly string[] Environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"];

    public static async Task<Delivery> SendAsync(CommandTarget target, OutgoingMessage message, CancellationToken deadline)
    {
        // A file in memory and no pipe: who never reads its input holds up nobody.
        using var input = MemoryFile.With(Encoding.UTF8.GetBytes($"{message.Subject}\n\n{message.Text}\n"));
        using var output = new OutputPipe();
        var ended = new TaskCompletionSource<ChildEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var child = ChildProcess.Start(
            target.Run, Environment, (int)input.DangerousGetHandle(), output.Input, (_, end) => ended.SetResult(end), out var why);
        if (child is null) return new Delivery.Later(why);

        output.Begin();
        ChildEnd end;
        using (deadline.UnsafeRegister(static session => ((ChildProcess)session!).Session.Signal(ProcessSession.Kill), child))
            end = await ended.Task.ConfigureAwait(false);
        // What it left behind would be left behind by every message. Its number is its own until it is reaped.
        child.Session.Signal(ProcessSession.Kill);
        child.Reap();
        var said = (await output.FinishAsync().ConfigureAwait(false)).Trim();
        deadline.ThrowIfCancellationRequested();
        return end is { Result: "success" }
            ? new Delivery.Delivered(said.Length > 0 ? said : "exit status 0")
            : new Delivery.Later(string.Create(CultureInfo.InvariantCulture, $"{target.Run[0]} ended: {end.Result} {end.Status}; {said}"));
    }
}
