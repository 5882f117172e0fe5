using Npgsql;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>What an error of PostgreSQL says about PostgreSQL, by its SQLSTATE (appendix A of its manual).</summary>
internal static class PostgresAnswer
{
    /// <summary>A server that asks who we are is up.</summary>
    public static ProbeOutcome NoPassword { get; } =
        new ProbeOutcome.Passed("answers, and wants a password (password-file); no query was made");

    /// <summary>The library gave up before the server did: it was asked for a password, and there is none.</summary>
    public static bool WantsPassword(NpgsqlException failure) =>
        failure.Message.Contains("No password has been provided", StringComparison.Ordinal);

    public static ProbeOutcome Judge(string state, string message)
    {
        var told = $"{message} ({state})";
        return state switch
        {
            "57P03" => IsOnItsWayUp(message) ? new ProbeOutcome.Starting(told) : new ProbeOutcome.Impaired(told) { Refuses = true },
            "57P01" or "57P02" => new ProbeOutcome.Impaired(told) { Refuses = true },
            "57014" => new ProbeOutcome.Failed($"the query is not answered in time: {told}"),
            // Out of connections, memory or room.
            _ when state.StartsWith("53", StringComparison.Ordinal) => new ProbeOutcome.Impaired(told) { Refuses = true },
            // Who we are, or which database we want: it takes a server that works to refuse that.
            "3D000" => new ProbeOutcome.Passed($"answers, and refuses the login: {told}"),
            _ when state.StartsWith("28", StringComparison.Ordinal) => new ProbeOutcome.Passed($"answers, and refuses the login: {told}"),
            "42501" or "42601" or "42P01" or "42703" or "42883" or "3F000" =>
                new ProbeOutcome.Unknown($"the query itself is wrong: {told}"),
            _ => new ProbeOutcome.Failed(told),
        };
    }

    // One state for coming, going and recovering; only the words differ, and they are in the server's own language.
    private static bool IsOnItsWayUp(string message) => !Leaving.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] Leaving = ["shutting down", "recovery", "kapat", "kurtarma"];
}
