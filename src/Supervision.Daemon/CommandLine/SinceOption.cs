using System.CommandLine;
using Supervision.Core.Configuration;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>--since DURATION</c>: how far back.</summary>
internal static class SinceOption
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <param name="usual">Where nothing is said.</param>
    public static Option<TimeSpan> Create(string description, TimeSpan usual, TimeSpan longest) => new Option<TimeSpan>("--since")
    {
        Description = description,
        HelpName = "DURATION",
        DefaultValueFactory = _ => usual,
        CustomParser = argument =>
        {
            var (duration, problem) = DurationText.Read(argument.Tokens[0].Value, Shortest, longest);
            if (problem is not null)
                argument.AddError($"--since {problem}");
            return duration;
        },
    }.OfDurations();
}
