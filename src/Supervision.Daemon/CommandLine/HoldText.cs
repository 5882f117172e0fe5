using Supervision.Adapters.Linux;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary>Holds for people.</summary>
internal static class HoldText
{
    public static string Line(HoldMessage hold) => PlainText.Escaped(
        $"hold on {hold.Service ?? "all services"} until {BudgetCommand.Local(hold.Until)}: {hold.Reason} "
        + $"(by {hold.By}, {BudgetCommand.Local(hold.From)})");

    public static IEnumerable<string> Lines(HoldsMessage holds) =>
        holds.Holds.Count == 0 ? ["no hold is in force"] : holds.Holds.Select(Line);
}
