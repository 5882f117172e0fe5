using System.Text.Json;
using System.Text.Json.Serialization;
using Supervision.Simulation.Policies;

namespace Supervision.Daemon.CommandLine;

/// <summary>What a configuration means, for programs; times are seconds from the fault.</summary>
/// <param name="Trials">Each fault alone.</param>
/// <param name="Hopeless">What is done where no run helps.</param>
/// <param name="Monday">The ticks from 07:00 to 09:00.</param>
internal sealed record PolicyMessage(
    IReadOnlyList<TrialMessage> Trials, HopelessMessage Hopeless, IReadOnlyList<TickMessage> Monday, IReadOnlyList<string> Channels)
{
    public static PolicyMessage Of(Policy policy, TimeZoneInfo zone) => new(
        [.. policy.Trials.Select(TrialMessage.Of)],
        new HopelessMessage(
            policy.Despair.Service.Text,
            policy.Despair.GaveUp?.TotalSeconds,
            policy.Despair.RunsBefore,
            policy.Despair.InAnHour,
            policy.Despair.InADay),
        [.. policy.Monday.Select(due => new TickMessage(TimeZoneInfo.ConvertTime(due.At, zone), [.. due.Names]))],
        policy.Channels);
}

/// <summary>One fault and what comes of it; null is never.</summary>
/// <param name="Service">Null for the host.</param>
/// <param name="Told">By channel.</param>
internal sealed record TrialMessage(
    string? Service,
    string What,
    double? Noticed,
    string Evidence,
    double? FirstRun,
    double? UpAgain,
    int Runs,
    IReadOnlyDictionary<string, double> Told)
{
    public static TrialMessage Of(Trial trial) => new(
        trial.Service?.Text,
        trial.What,
        trial.Noticed?.TotalSeconds,
        trial.Evidence,
        trial.FirstRun?.TotalSeconds,
        trial.UpAgain?.TotalSeconds,
        trial.Runs,
        trial.Told.ToDictionary(told => told.Key, told => told.Value.TotalSeconds));
}

/// <param name="GivenUpAfter">Seconds; null for never.</param>
internal sealed record HopelessMessage(string Service, double? GivenUpAfter, int RunsBefore, int MostInAnHour, int MostInADay);

/// <summary>The JSON of <c>healthcheck policy</c>, generated at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(PolicyMessage))]
internal sealed partial class PolicyJson : JsonSerializerContext
{
    public static string Write(PolicyMessage policy) => JsonSerializer.Serialize(policy, Default.PolicyMessage);
}
