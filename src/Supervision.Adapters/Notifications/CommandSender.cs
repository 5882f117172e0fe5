using System.Globalization;
using Supervision.Adapters.Probes.Command;
using Supervision.Adapters.Processes;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>Hands a message to a program: the subject, an empty line and the text, on its standard input.</summary>
internal static class CommandSender
{
    // Nothing of ours: neither where our secrets lie, nor our sockets.
    private static readonly string[] Environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"];

    public static async Task<Delivery> SendAsync(CommandChannel target, OutgoingMessage message, CancellationToken deadline)
    {
        // All of it is there before the program begins: whether it ever reads is its own affair.
        using var input = new TextInput($"{message.Subject}\n\n{message.Text.TrimEnd('\n')}\n");
        using var output = new OutputPipe();
        var ended = new TaskCompletionSource<ChildEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var child = ChildProcess.Start(
            target.Run, Environment, input.File, output.Input, (_, end) => ended.SetResult(end), out var why);
        if (child is null)
            return new Delivery.Refused(why);

        output.Begin();
        ChildEnd end;
        using (deadline.UnsafeRegister(static session => ((ChildProcess)session!).Session.Signal(ProcessSession.Kill), child))
            end = await ended.Task.ConfigureAwait(false);

        // What it left behind would be left behind by every message. Its number is its own until it is reaped.
        child.Session.Signal(ProcessSession.Kill);
        child.Reap();
        var said = (await output.FinishAsync().ConfigureAwait(false)).Split('\n')[0].Trim();
        deadline.ThrowIfCancellationRequested();
        var words = said.Length > 0 ? $": {said}" : "";
        return end switch
        {
            { Result: "success" } => new Delivery.Delivered($"{target.Run[0]} ended with 0{words}"),
            { Result: "exit-code" } => new Delivery.Later(
                string.Create(CultureInfo.InvariantCulture, $"{target.Run[0]} ended with {end.Status}{words}")),
            _ => new Delivery.Later($"{target.Run[0]} was ended by a signal{words}"),
        };
    }
}
