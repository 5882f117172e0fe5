namespace Supervision.Daemon.CommandLine;

/// <summary>Colours for a terminal; none where the output is no terminal, or <c>NO_COLOR</c> (no-color.org) is set.</summary>
internal sealed class Paint(bool colours)
{
    private const int Red = 31;
    private const int Green = 32;
    private const int Yellow = 33;

    public static Paint None { get; } = new(false);

    /// <summary>As this process may print.</summary>
    public static Paint OfTerminal { get; } = new(
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"));

    public string Verdict(string verdict, string text) => In(
        verdict switch { "up" => Green, "down" or "stopped" => Red, _ => Yellow }, text);

    public string Outcome(string outcome, string text) => In(
        outcome switch { "passed" => Green, "failed" => Red, _ => Yellow }, text);

    /// <param name="raised">critical, warning, or anything else that is wrong.</param>
    public string Raised(string raised, string text) => In(raised == "critical" ? Red : Yellow, text);

    private string In(int colour, string text) =>
        colours ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\u001b[{colour}m{text}\u001b[0m") : text;
}
