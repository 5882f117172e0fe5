using System.Text.Json;
using System.Text.Json.Serialization;
using Supervision.Actors.Recovery;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.Control;

/// <summary>What the control socket says of a service.</summary>
/// <param name="Verdict">up, down, starting, stopping, stopped, unknown.</param>
internal sealed record ServiceMessage(string Service, string Verdict, string Evidence);

internal sealed record SweepMessage(IReadOnlyList<ServiceMessage> Services)
{
    public static SweepMessage Of(SupervisorProtocol.SweepReport report) => new(
        [.. report.Services.Select(found => new ServiceMessage(
            found.Service.Text, VerdictWords.Of(found.Judgement.Verdict), found.Judgement.Evidence))]);
}

/// <param name="WithinSeconds">The length of the sliding window.</param>
/// <param name="Charged">When the runs that count were charged, oldest first; UTC.</param>
/// <param name="NextFreeAt">When a run is possible (again); null where the budget allows none at all.</param>
/// <param name="Steps">The same of the steps before backend.sh, as far as some ladder has them.</param>
internal sealed record BudgetMessage(
    int Runs,
    double WithinSeconds,
    int Left,
    IReadOnlyList<DateTimeOffset> Charged,
    DateTimeOffset? NextFreeAt,
    IReadOnlyList<StepBudgetMessage> Steps)
{
    public static BudgetMessage Of(SupervisorProtocol.Budget budget) => new(
        budget.Runs,
        budget.Within.TotalSeconds,
        budget.Left,
        budget.Charged,
        budget.NextFreeAt,
        [.. budget.Steps.Select(StepBudgetMessage.Of)]);
}

/// <param name="Step">unit or dependents; see <see cref="BudgetMessage"/> for the rest.</param>
internal sealed record StepBudgetMessage(
    string Step, int Runs, double WithinSeconds, int Left, IReadOnlyList<DateTimeOffset> Charged, DateTimeOffset? NextFreeAt)
{
    public static StepBudgetMessage Of(SupervisorProtocol.StepBudget budget) => new(
        ChoiceWords.Of(budget.Step), budget.Runs, budget.Within.TotalSeconds, budget.Left, budget.Charged, budget.NextFreeAt);
}

/// <param name="Changed">What is in force now, a line for each key.</param>
/// <param name="Waiting">What waits for a restart, likewise.</param>
/// <param name="Errors">With file, line and remedy; with any of them nothing was changed.</param>
internal sealed record ReloadMessage(IReadOnlyList<string> Changed, IReadOnlyList<string> Waiting, IReadOnlyList<string> Errors)
{
    public static ReloadMessage Of(Reloaded reloaded) => new(
        [.. reloaded.Changed.Select(change => change.Done)],
        [.. reloaded.Waiting.Select(change => change.Waits)],
        [.. reloaded.Errors.Select(error => error.ToString())]);
}

/// <summary>Why nothing came of a request.</summary>
internal sealed record ErrorMessage(string Error);

/// <summary>The JSON of the control socket, generated at build time: the native program has no reflection for it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, AllowDuplicateProperties = false, MaxDepth = 16)]
[JsonSerializable(typeof(SweepMessage))]
[JsonSerializable(typeof(BudgetMessage))]
[JsonSerializable(typeof(ReloadMessage))]
[JsonSerializable(typeof(StatusMessage))]
[JsonSerializable(typeof(DecisionsMessage))]
[JsonSerializable(typeof(IncidentsMessage))]
[JsonSerializable(typeof(HoldsMessage))]
[JsonSerializable(typeof(BeginHoldMessage))]
[JsonSerializable(typeof(EndHoldsMessage))]
[JsonSerializable(typeof(ResourcesMessage))]
[JsonSerializable(typeof(DrillMessage))]
[JsonSerializable(typeof(DrilledMessage))]
[JsonSerializable(typeof(ErrorMessage))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    public static string Write(BudgetMessage budget) => JsonSerializer.Serialize(budget, Default.BudgetMessage);

    public static string Write(StatusMessage status) => JsonSerializer.Serialize(status, Default.StatusMessage);

    public static string Write(SweepMessage sweep) => JsonSerializer.Serialize(sweep, Default.SweepMessage);

    public static string Write(DecisionsMessage decisions) => JsonSerializer.Serialize(decisions, Default.DecisionsMessage);

    public static string Write(IncidentsMessage incidents) => JsonSerializer.Serialize(incidents, Default.IncidentsMessage);

    public static string Write(HoldsMessage holds) => JsonSerializer.Serialize(holds, Default.HoldsMessage);

    public static string Write(ResourcesMessage resources) => JsonSerializer.Serialize(resources, Default.ResourcesMessage);

    public static string Write(DrilledMessage drilled) => JsonSerializer.Serialize(drilled, Default.DrilledMessage);

    public static string Write(ErrorMessage error) => JsonSerializer.Serialize(error, Default.ErrorMessage);
}
