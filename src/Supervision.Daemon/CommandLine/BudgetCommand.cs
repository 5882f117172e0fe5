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

        var reset = new Command("reset", "Forget the runs used so far; a waiting outage is dealt with at once");
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

    /// <summary>The budget for people.</summary>
    public static IEnumerable<string> Lines(BudgetMessage budget)
    {
        var used = budget.Charged.Count;
        var within = TimeSpan.FromSeconds(budget.WithinSeconds);
        yield return string.Create(
            CultureInfo.InvariantCulture, $"{used} of {budget.Runs} runs used within {within:c}, {budget.Left} left");
        foreach (var at in budget.Charged)
            yield return $"  run at {Local(at)}";
        if (budget.Left == 0)
            yield return budget.NextFreeAt is { } next ? $"next run possible at {Local(next)}" : "the budget allows no runs at all";
    }

    /// <summary>An instant for people, in the time zone of this process.</summary>
    public static string Local(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
