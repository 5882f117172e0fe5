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
        await Console.Out.WriteLineAsync(json ? ControlJson.Write(budget) : Describe(budget));
        return ExitCode.Success;
    }

    private static string Describe(BudgetMessage budget)
    {
        var used = budget.Charged.Count;
        var within = TimeSpan.FromSeconds(budget.WithinSeconds);
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{used} of {budget.Runs} runs used within {within:c}, {budget.Left} left"),
        };
        lines.AddRange(budget.Charged.Select(at => $"  run at {Local(at)}"));
        if (budget.Left == 0)
            lines.Add(budget.NextFreeAt is { } next ? $"next run possible at {Local(next)}" : "the budget allows no runs at all");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Local(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
