using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>What does this program say, in the manner of a Nagios plugin?</summary>
/// <param name="Run">The program by its absolute path, and its arguments.</param>
public sealed record CommandTarget(ImmutableArray<string> Run) : IProbeTarget
{
    private const int LettersOfTheHash = 12;

    public string Kind => "command";

    /// <summary>Of the arguments only that they are the same ones: one of them may be a password.</summary>
    public string Question => Run is [var program, .. var arguments]
        ? ProbeValues.Words(("run", program), ("arguments", arguments.Length == 0 ? "" : Hash(arguments)))
        : "";

    public bool Equals(CommandTarget? other) => other is not null && Run.SequenceEqual(other.Run);

    public override int GetHashCode() => Run.Aggregate(0, HashCode.Combine);

    private static string Hash(ImmutableArray<string> arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', arguments))))[..LettersOfTheHash];
}

/// <summary>Reads a probe of the kind command.</summary>
internal static class CommandTargetReader
{
    public static CommandTarget Read(Section probe)
    {
        var run = probe.Texts("run");
        if (run is [var program, ..] && !program.StartsWith('/'))
        {
            probe.Reject(
                "run",
                $"must begin with an absolute path, but begins with {Excerpt.Of(program)}",
                "write the program from the root, beginning with /");
        }

        if (run.Any(word => word.Contains('\0', StringComparison.Ordinal)))
            probe.Reject("run", "has a word with a zero byte in it", "take it out");
        return new CommandTarget(run);
    }
}
