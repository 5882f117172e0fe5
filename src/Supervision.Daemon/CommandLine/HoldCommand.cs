using System.CommandLine;
using System.CommandLine.Parsing;
using Supervision.Core.Configuration;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck hold</c>: nothing is done for a while.</summary>
internal static class HoldCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print the holds in force as JSON" };
        var service = new Argument<string?>("SERVICE")
        {
            Description = "Leave this service alone; without it, all",
            Arity = ArgumentArity.ZeroOrOne,
        }.OfServices(config);
        var length = new Option<TimeSpan>("--for")
        {
            Description = $"For how long, such as 30m; {DurationText.Write(BeginHoldMessage.Longest)} at most. Every hold ends by itself",
            HelpName = "DURATION",
            CustomParser = ParseLength,
        }.OfDurations();
        var reason = new Option<string>("--reason")
        {
            Description = "Why, for whoever wonders that nothing happens; it is shown wherever the hold is",
            HelpName = "TEXT",
        };
        reason.Validators.Add(result =>
        {
            if (BeginHoldMessage.ProblemOf(result.Tokens is [{ Value: var text }] ? text : null) is { } problem)
                result.AddError($"--reason {problem}");
        });
        var command = new Command("hold", "Start nothing for a while: for maintenance. Outages are still seen, logged and recorded")
        {
            service, length, reason, json, config,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(length) is null)
                result.AddError("--for is missing: a hold ends by itself, and has to say when, such as --for 30m");
            if (result.GetResult(reason) is null)
                result.AddError("--reason is missing: the next person has to know why nothing happens");
        });
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, async client => await ResumeCommand.PrintAsync(
            await client.HoldAsync(
                new BeginHoldMessage(parsed.GetValue(service), parsed.GetValue(length).TotalSeconds, parsed.GetValue(reason)),
                cancellation),
            parsed.GetValue(json))));
        return command;
    }

    private static TimeSpan ParseLength(ArgumentResult argument)
    {
        var (duration, problem) = DurationText.Read(argument.Tokens[0].Value, BeginHoldMessage.Shortest, BeginHoldMessage.Longest);
        if (problem is not null)
            argument.AddError($"--for {problem}");
        return duration;
    }
}
