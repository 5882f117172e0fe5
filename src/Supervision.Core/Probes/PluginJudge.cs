namespace Supervision.Core.Probes;

/// <summary>What an end of a Nagios plugin means (its exit code), with the first line that it printed.</summary>
public static class PluginJudge
{
    private const int Ok = 0;
    private const int Warning = 1;
    private const int Critical = 2;

    /// <param name="exit">Null where a signal ended it.</param>
    /// <param name="output">Its first letters; what stands behind the first <c>|</c> is for graphs and not for people.</param>
    public static ProbeOutcome Judge(int? exit, string output)
    {
        var said = output.Split('\n', '|')[0].Trim();
        return exit switch
        {
            // Not what it printed, which is another text at every look.
            Ok => new ProbeOutcome.Passed("exit code 0"),
            Warning => new ProbeOutcome.Impaired(Told("warning", said)),
            Critical => new ProbeOutcome.Failed(Told("critical", said)),
            null => new ProbeOutcome.Unknown(Told("a signal ended the program", said)),
            { } code => new ProbeOutcome.Unknown(Told($"exit code {ProbeValues.Number(code)}", said)),
        };
    }

    private static string Told(string what, string said) => said.Length == 0 ? what : $"{what}: {said}";
}
