using System.Collections;

namespace Supervision.Adapters.Processes;

/// <summary>What a child must not inherit: it would speak to systemd in our name, take our sockets, or run a file before its
/// script.</summary>
internal static class ChildEnvironment
{
    public static readonly string[] Withheld =
        ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "BASH_ENV", "ENV"];

    /// <summary>Our environment without these, as <c>NAME=value</c>.</summary>
    public static IEnumerable<string> Ours() =>
        from DictionaryEntry variable in Environment.GetEnvironmentVariables()
        where !Withheld.Contains((string)variable.Key)
        select $"{variable.Key}={variable.Value}";
}
