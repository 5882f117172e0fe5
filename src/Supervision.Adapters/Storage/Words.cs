using System.Collections.Frozen;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Storage;

/// <summary>The words that stand in the tables for what can be one of a few things.</summary>
internal static class Words
{
    private static readonly FrozenDictionary<RunResult, string> Results = new Dictionary<RunResult, string>
    {
        [RunResult.Done] = "done",
        [RunResult.Failed] = "failed",
        [RunResult.TimedOut] = "timed-out",
        [RunResult.Cancelled] = "cancelled",
        [RunResult.RefusedBySystemd] = "refused-by-systemd",
        [RunResult.Lost] = "lost",
        [RunResult.NeverStarted] = "never-started",
        [RunResult.Superseded] = "superseded-by-reboot",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Choice, string> Choices = new Dictionary<Choice, string>
    {
        [Choice.OpenIncident] = "open-incident",
        [Choice.JoinIncident] = "join-incident",
        [Choice.LeaveIncident] = "leave-incident",
        [Choice.Run] = "run",
        [Choice.Refuse] = "refuse",
        [Choice.Wait] = "wait",
        [Choice.CloseIncident] = "close-incident",
        [Choice.FreeBudget] = "free-budget",
        [Choice.Hold] = "hold",
        [Choice.Adopt] = "adopt",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<RecoveryStep, string> RecoverySteps = new Dictionary<RecoveryStep, string>
    {
        [RecoveryStep.Unit] = "unit",
        [RecoveryStep.Dependents] = "dependents",
        [RecoveryStep.Backend] = "backend",
    }.ToFrozenDictionary();

    public static string Text(this RunResult result) => Results[result];

    public static string Text(this Choice choice) => Choices[choice];

    public static string Text(this RecoveryStep step) => RecoverySteps[step];

    /// <exception cref="FormatException">Nobody wrote that.</exception>
    public static RunResult ToResult(this string word) => Meaning(Results, word);

    /// <exception cref="FormatException">Nobody wrote that.</exception>
    public static Choice ToChoice(this string word) => Meaning(Choices, word);

    /// <exception cref="FormatException">Nobody wrote that.</exception>
    public static RecoveryStep ToStep(this string word) => Meaning(RecoverySteps, word);

    private static T Meaning<T>(FrozenDictionary<T, string> words, string word) where T : struct, Enum
    {
        foreach (var (meaning, written) in words)
        {
            if (written == word) return meaning;
        }

        throw new FormatException($"'{word}' is no {typeof(T).Name} here");
    }
}
