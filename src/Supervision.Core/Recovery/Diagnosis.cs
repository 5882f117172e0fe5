using System.Globalization;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>Failures that no restart mends: they are told with what is wrong, and keep the budget.</summary>
internal static class Diagnosis
{
    // systemd.exec(5), "Process Exit Codes": what systemd itself exits with where it could not even execute the program.
    private const int ExecFailed = 203;
    private const int NoGroup = 216;
    private const int NoUser = 217;

    private const string OutOfMemory = "oom-kill";

    /// <returns>What is wrong and what to do; null where a restart may help.</returns>
    public static string? Of(Turn turn, ServiceName service) => turn.State.Of(service) switch
    {
        { Judgement: { Verdict: Verdict.Down, Probe: not null }, Unit: { Load: UnitLoad.Masked, Unit: var unit } } =>
            $"{unit} runs and does not work, and is masked, so that nothing can start it anew; systemctl unmask {unit}",
        { Judgement: { Verdict: Verdict.Down, Probe: null }, Unit: { } seen } =>
            FailedUnits.Of(seen).Select(unit => Of(turn, service, unit)).FirstOrDefault(wrong => wrong is not null),
        _ => null,
    };

    /// <summary>Why backend.sh can never be run as things are, by the end of its unit; null where it can.</summary>
    public static string? OfBackend(UnitName unit, RunOutcome outcome) => outcome is { Result: RunResult.Failed, ExitStatus: ExecFailed }
        ? $"{unit} cannot be executed (203/EXEC); mend the path, mode or interpreter of its ExecStart=, then: healthcheck budget reset"
        : null;

    /// <summary>Notes the end of a life by a lack of memory, so that the next one can be told from the first.</summary>
    public static void Note(Turn turn, ServiceName service)
    {
        var ended = FailedUnits.Of(turn.State.Of(service).Unit).ToList();
        if (ended.Find(unit => unit.Result == OutOfMemory) is { } starved)
            Note(turn, new Starved(service, starved.Invocation, turn.Now.Elapsed));
        else if (ended.Exists(unit => !IsKnown(turn, service, unit.Invocation)))
            turn.State = turn.State with { Starved = turn.State.Starved.RemoveAll(known => known.Service == service) };
    }

    private static string? Of(Turn turn, ServiceName service, UnitStatus unit) => unit switch
    {
        { ExitStatus: ExecFailed } =>
            $"{unit.Unit}: its program cannot be executed (203/EXEC); mend its path, mode or interpreter, "
            + $"then: systemctl start {unit.Unit}",
        { ExitStatus: NoUser or NoGroup } => string.Create(
            CultureInfo.InvariantCulture,
            $"{unit.Unit}: its user or group does not exist ({unit.ExitStatus}); create it, then: systemctl start {unit.Unit}"),
        { Result: OutOfMemory } when Kills(turn, service) > 1 =>
            $"{unit.Unit}: killed for lack of memory twice in a row within the budget's time, and will be again; "
            + $"give it more memory or less work, then: systemctl start {unit.Unit}",
        _ => null,
    };

    private static void Note(Turn turn, Starved starved)
    {
        if (!IsKnown(turn, starved.Service, starved.Life))
            turn.State = turn.State with { Starved = turn.State.Starved.RemoveAll(known => !Counts(turn, known)).Add(starved) };
    }

    private static bool IsKnown(Turn turn, ServiceName service, string life) =>
        turn.State.Starved.Any(known => known.Service == service && known.Life == life);

    private static int Kills(Turn turn, ServiceName service) =>
        turn.State.Starved.Count(known => known.Service == service && Counts(turn, known));

    private static bool Counts(Turn turn, Starved known) => turn.Now.Elapsed - known.At < turn.Settings.Recovery.BudgetWithin;
}

/// <summary>A life of a service's unit that ended by a lack of memory.</summary>
/// <param name="At">When it was seen, monotonic.</param>
public sealed record Starved(ServiceName Service, string Life, TimeSpan At);
