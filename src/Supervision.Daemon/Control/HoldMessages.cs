using System.Globalization;
using System.Text.Json.Serialization;
using Supervision.Actors.Recovery;
using Supervision.Adapters.Linux;
using Supervision.Core.Configuration;
using Supervision.Core.Holds;

namespace Supervision.Daemon.Control;

/// <summary>A hold to be begun.</summary>
/// <param name="Service">The service that is left alone; null for all of them.</param>
/// <param name="ForSeconds">From now; 1 to 604800, which is seven days.</param>
/// <param name="Reason">One line of at most 200 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BeginHoldMessage(string? Service, double? ForSeconds, string? Reason)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    public const int LongestReason = 200;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    [JsonIgnore]
    public string? Problem =>
        ForSeconds is not { } seconds ? "forSeconds is missing: a hold ends by itself, and has to say when"
        : !(seconds >= Shortest.TotalSeconds && seconds <= Longest.TotalSeconds)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"forSeconds must be from {Shortest.TotalSeconds} to {Longest.TotalSeconds} ({DurationText.Write(Longest)}), not {seconds}")
        : ProblemOf(Reason) is { } problem ? $"reason {problem}"
        : null;

    /// <summary>What is wrong with a reason; null where nothing is.</summary>
    public static string? ProblemOf(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? "is missing: the next person has to know why nothing happens"
        : reason.Length > LongestReason ? $"has {reason.Length} characters; say it in {LongestReason}"
        : PlainText.Escaped(reason) != reason ? "has invisible characters; it is one line of plain text"
        : null;
}

/// <summary>Holds to be ended.</summary>
/// <param name="Service">The holds on this service; null for every hold there is.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EndHoldsMessage(string? Service);

/// <summary>The holds in force, oldest first.</summary>
internal sealed record HoldsMessage(IReadOnlyList<HoldMessage> Holds)
{
    public static HoldsMessage Of(SupervisorProtocol.Holds holds) => new([.. holds.InForce.Select(HoldMessage.Of)]);
}

/// <param name="Hold">Its number.</param>
/// <param name="Service">The service that is left alone; null for all of them.</param>
internal sealed record HoldMessage(long Hold, string? Service, DateTimeOffset From, DateTimeOffset Until, string Reason, string By)
{
    public static HoldMessage Of(Hold hold) => new(hold.Id.Number, hold.Service?.Text, hold.From, hold.Until, hold.Reason, hold.By);
}
