using System.CommandLine;
using System.Globalization;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck budget</c> and <c>budget reset</c>.</summary>
internal static class BudgetCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        config.Recursive = true;
        var json = new Option<bool>("--json") { Description = "Print JSON", Recursive = true };
        var command = new Command("budget", "Show the runs used, the runs left, and when the next one frees up") { config, json };
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, async client =>
            await PrintAsync(await client.BudgetAsync(cancellation), parsed.GetValue(json))));

        var reset = new Command("reset", "Forget the runs used so far, of every step; a waiting outage is dealt with at once");
        reset.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, async client =>
            await PrintAsync(await client.ResetBudgetAsync(cancellation), parsed.GetValue(json))));
        command.Subcommands.Add(reset);
        return command;
    }

    private static async Task<int> PrintAsync(BudgetMessage budget, bool json)
    {
        await Console.Out.WriteLineAsync(json ? ControlJson.Write(budget) : string.Join(Environment.NewLine, Lines(budget)));
        return ExitCode.Success;
    }

    /// <summary>The budget for people: that of backend.sh, and those of the steps before it where there are such steps.</summary>
    public static IEnumerable<string> Lines(BudgetMessage budget)
    {
        var backend = budget.Steps.Count > 0 ? "backend: " : "";
        return Lines(backend, budget.Runs, budget.WithinSeconds, budget.Left, budget.Charged, budget.NextFreeAt).Concat(
            budget.Steps.SelectMany(step =>
                Lines($"{step.Step}: ", step.Runs, step.WithinSeconds, step.Left, step.Charged, step.NextFreeAt)));
    }

    private static IEnumerable<string> Lines(
        string whose, int runs, double withinSeconds, int left, IReadOnlyList<DateTimeOffset> charged, DateTimeOffset? nextFreeAt)
    {
        var within = TimeSpan.FromSeconds(withinSeconds);
        yield return string.Create(
            CultureInfo.InvariantCulture, $"{whose}{charged.Count} of {runs} runs used within {within:c}, {left} left");
        foreach (var at in charged)
            yield return $"  run at {Local(at)}";
        if (left == 0)
            yield return nextFreeAt is { } next
                ? $"{whose}next run possible at {Local(next)}"
                : $"{whose}the budget allows no runs at all";
    }

    /// <summary>An instant for people, in the time zone of this process.</summary>
    public static string Local(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
