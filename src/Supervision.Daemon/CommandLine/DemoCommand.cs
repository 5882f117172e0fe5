using System.CommandLine;
using System.CommandLine.Parsing;
using Supervision.Core.Configuration;
using Supervision.Daemon.Demo;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck demo</c>: six real processes, watched, killed and brought back.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Command Create()
    {
        var length = new Option<TimeSpan>("--for")
        {
            Description = "How long it takes, such as 20s; longer where the machine is slow",
            HelpName = "DURATION",
            DefaultValueFactory = _ => TimeSpan.FromSeconds(30),
            CustomParser = Parse,
        };
        var command = new Command("demo", "Watch, kill and bring back six local processes; exit 0 if every outage was recovered") { length };
        command.SetAction((parsed, cancellation) => Rehearsal.RunAsync(parsed.GetValue(length), cancellation));
        return command;
    }

    private static TimeSpan Parse(ArgumentResult argument)
    {
        var (duration, problem) = DurationText.Read(argument.Tokens[0].Value, Shortest, Longest);
        if (problem is not null)
            argument.AddError($"--for {problem}");
        return duration;
    }
}
