using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Notifications.Channels;

/// <summary>By a program that gets the text on its standard input, and never in its arguments, which everybody on the host can
/// read.</summary>
/// <param name="Run">The program by its absolute path, and its arguments.</param>
public sealed record CommandChannel(ImmutableArray<string> Run) : IChannelTarget
{
    public string Kind => "command";

    public int LongestText => 20_000;

    public bool TakesHtml => false;

    public bool Equals(CommandChannel? other) => other is not null && Run.SequenceEqual(other.Run);

    public override int GetHashCode() => Run.Aggregate(0, HashCode.Combine);
}

/// <summary>Reads a channel of the kind command.</summary>
internal static class CommandChannelReader
{
    public static CommandChannel Read(Section channel)
    {
        var run = channel.Texts("run");
        if (run is [var program, ..] && !program.StartsWith('/'))
        {
            channel.Reject(
                "run",
                $"must begin with an absolute path, but begins with {Excerpt.Of(program)}",
                "write the program from the root, beginning with /");
        }

        if (run.Any(word => word.Contains('\0', StringComparison.Ordinal)))
            channel.Reject("run", "has a word with a zero byte in it", "take it out");
        return new CommandChannel(run);
    }
}
