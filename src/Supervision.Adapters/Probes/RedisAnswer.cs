using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>What Redis's answer to a PING says about Redis.</summary>
internal static class RedisAnswer
{
    /// <param name="lines">Those to AUTH, if it was sent, and to PING.</param>
    public static ProbeOutcome Judge(string[] lines, bool loggedIn)
    {
        if (lines.Length == 0)
            return new ProbeOutcome.Failed("the connection ended without an answer to PING");
        var last = lines[^1];
        if (lines.Any(line => line[0] is not ('+' or '-')))
            return new ProbeOutcome.Failed($"this is no Redis: '{lines.First(line => line[0] is not ('+' or '-'))}'");
        if (last == "+PONG")
            return new ProbeOutcome.Passed("PONG");
        if (lines.Length == 1 && loggedIn && last[0] == '+')
            return new ProbeOutcome.Failed("the connection ended without an answer to PING");
        return last[0] == '-' ? OfError(last[1..]) : new ProbeOutcome.Failed($"'{last}' in place of PONG");
    }

    private static ProbeOutcome OfError(string error) => error.Split(' ')[0] switch
    {
        "LOADING" => new ProbeOutcome.Starting("it is loading its data"),
        "NOAUTH" or "WRONGPASS" or "NOPERM" or "DENIED" => Refused(error),
        "READONLY" or "MISCONF" or "MASTERDOWN" or "BUSY" or "OOM" or "CLUSTERDOWN" => new ProbeOutcome.Impaired(error) { Refuses = true },
        "ERR" when error.Contains("max number of clients", StringComparison.Ordinal) =>
            new ProbeOutcome.Impaired(error[4..]) { Refuses = true },
        "ERR" when error.Contains("invalid password", StringComparison.Ordinal) => Refused(error),
        _ => new ProbeOutcome.Failed(error),
    };

    // It takes a server that works to refuse a login.
    private static ProbeOutcome.Passed Refused(string error) => new($"answers, and refuses the login: {error}");
}
