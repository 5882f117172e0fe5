using System.CommandLine;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck resume</c>: ends holds before their time.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print the holds that stay in force as JSON" };
        var service = new Argument<string?>("SERVICE")
        {
            Description = "End the holds on this service; without it, every hold",
            Arity = ArgumentArity.ZeroOrOne,
        }.OfServices(config);
        var command = new Command("resume", "End holds before their time; what is down by then is dealt with") { service, json, config };
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, async client =>
            await PrintAsync(
                await client.ResumeAsync(new EndHoldsMessage(parsed.GetValue(service)), cancellation), parsed.GetValue(json))));
        return command;
    }

    public static async Task<int> PrintAsync(HoldsMessage holds, bool json)
    {
        await Console.Out.WriteLineAsync(json ? ControlJson.Write(holds) : string.Join(Environment.NewLine, HoldText.Lines(holds)));
        return ExitCode.Success;
    }
}
