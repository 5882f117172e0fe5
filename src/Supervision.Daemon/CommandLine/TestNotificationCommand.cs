using System.CommandLine;
using Supervision.Adapters.Linux;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck test-notification</c>: a marked message goes the real way to people, and each hop of it is told.</summary>
internal static class TestNotificationCommand
{
    private const int NotDelivered = 1;

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var channel = new Argument<string?>("CHANNEL")
        {
            Description = "By this channel only; without it, by every one",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "test-notification", "Send people a test by the real way and tell each hop; exit 0 delivered, 1 not, 4 no daemon, 64 no such channel")
        {
            channel, json, config,
        };
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, async client =>
        {
            var drilled = await client.DrillAsync(new DrillMessage(parsed.GetValue(channel)), cancellation);
            await Console.Out.WriteLineAsync(
                parsed.GetValue(json) ? ControlJson.Write(drilled) : string.Join(Environment.NewLine, Lines(drilled)));
            return drilled.Delivered ? ExitCode.Success : NotDelivered;
        }));
        return command;
    }

    /// <summary>The test for people: a line for each hop.</summary>
    public static IEnumerable<string> Lines(DrilledMessage drilled)
    {
        yield return PlainText.Escaped($"test {drilled.Mark}: accepted by the daemon");
        if (drilled.Trouble is { } trouble)
            yield return PlainText.Escaped($"not delivered: {trouble}");
        foreach (var course in drilled.Channels)
        {
            foreach (var hop in course.Hops)
                yield return PlainText.Escaped($"{course.Channel}: {Words(hop)}");
            if (course.Hops is not [.., { Hop: "delivered" or "later" or "refused" or "no-channel" }])
                yield return PlainText.Escaped($"{course.Channel}: no answer yet; it goes on being tried");
        }
    }

    private static string Words(HopMessage hop) => hop.Hop switch
    {
        "stored" => "stored in the outbox",
        "not-stored" => $"not stored in the outbox, and sent all the same: {hop.Detail}",
        "sending" => $"handed to the channel ({hop.Detail})",
        "delivered" => $"delivered: {hop.Detail}",
        "later" => $"not delivered, to be tried again: {hop.Detail}",
        "refused" => $"refused for good: {hop.Detail}",
        _ => hop.Detail,
    };
}
