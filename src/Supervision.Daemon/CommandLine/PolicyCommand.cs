using System.CommandLine;
using Supervision.Simulation.Policies;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck policy</c>: what the configuration means, by running it in virtual time; needs no daemon.</summary>
internal static class PolicyCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("policy", "Say what the configuration means: what is noticed when, what is done, and who is told")
        {
            config, json,
        };
        command.SetAction(async (parsed, _) =>
        {
            if (await config.ReadAsync(parsed) is not { } settings)
                return ExitCode.Configuration;
            var policy = Policy.Of(settings);
            await Console.Out.WriteLineAsync(parsed.GetValue(json)
                ? PolicyJson.Write(PolicyMessage.Of(policy, settings.Zone))
                : string.Join(Environment.NewLine, PolicyText.Lines(policy, settings.Zone)));
            return ExitCode.Success;
        });
        return command;
    }
}
