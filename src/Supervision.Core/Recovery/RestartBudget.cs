using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// How many recovery runs are left.
/// <para>Intuition: a sheet of paper on which each run is written with its time. Before another run the lines older than the period are
/// struck out; if as many lines as the intensity allows are left, the answer is no, until the oldest of them is old enough.</para>
/// <para>The rule is Erlang's <c>supervisor:add_restart/3</c>: a sliding window over monotonic instants.</para>
/// </summary>
/// <param name="Charges">Oldest first.</param>
public sealed record RestartBudget(int Runs, TimeSpan Within, ImmutableArray<Charge> Charges)
{
    /// <summary>When nobody knew any more what had been charged, monotonic: for one window from there nothing is left. Null for
    /// never.</summary>
    public TimeSpan? ForfeitedAt { get; init; }

    /// <summary>No budget allows more runs. Old ones are not forgotten sooner: the window may be made longer at any time.</summary>
    public const int Remembered = 1000;

    public static RestartBudget Full(int runs, TimeSpan within) => new(runs, within, []);

    /// <summary>The runs that count at <paramref name="now"/> (monotonic).</summary>
    public ImmutableArray<Charge> Counted(TimeSpan now) => [.. Charges.Where(charge => now - charge.At < Within)];

    public int Left(TimeSpan now) => IsForfeited(now) ? 0 : Math.Max(0, Runs - Counted(now).Length);

    /// <summary>The budget counts as spent, whatever was charged.</summary>
    public bool IsForfeited(TimeSpan now) => ForfeitedAt is { } at && now - at < Within;

    /// <summary>When a run is possible (again): now, or when the oldest run that stands in the way leaves the window.</summary>
    public TimeSpan NextFreeAt(TimeSpan now)
    {
        if (Runs == 0)
            return TimeSpan.MaxValue;
        var counted = Counted(now);
        var byCharges = counted.Length < Runs ? now : counted[counted.Length - Runs].At + Within;
        return ForfeitedAt + Within is { } end && end > byCharges ? end : byCharges;
    }

    /// <summary>Charges one run. To be asked only while <see cref="Left"/> is above zero.</summary>
    public RestartBudget Spend(RunId run, TimeSpan now, ImmutableArray<ServiceName> members)
    {
        if (Left(now) == 0)
            throw new InvalidOperationException("the budget is spent");
        return this with { Charges = [.. Charges.TakeLast(Remembered - 1), new Charge(run, now, null, members)] };
    }

    /// <summary>Notes when the run was over: backoff counts from there.</summary>
    public RestartBudget Ended(RunId run, TimeSpan now) =>
        this with { Charges = [.. Charges.Select(charge => charge.Run == run ? charge with { EndedAt = now } : charge)] };

    /// <summary>Gives a charge back, because nothing ran.</summary>
    public RestartBudget Refund(RunId run) =>
        this with { Charges = Charges.RemoveAll(charge => charge.Run == run) };

    /// <summary>The run brought nothing to anybody: it stays charged, but nobody waits because of it.</summary>
    public RestartBudget ForNobody(RunId run) =>
        this with { Charges = [.. Charges.Select(charge => charge.Run == run ? charge with { Members = [] } : charge)] };

    /// <summary>Forgets every charge, because a person said so.</summary>
    public RestartBudget Reset() => this with { Charges = [], ForfeitedAt = null };
}

/// <summary>One run written on the sheet.</summary>
/// <param name="At">When it was charged, monotonic; negative for a run of an earlier boot.</param>
/// <param name="EndedAt">When it was over; null while it runs or where that was never recorded.</param>
/// <param name="Members">The services it was for.</param>
public sealed record Charge(RunId Run, TimeSpan At, TimeSpan? EndedAt, ImmutableArray<ServiceName> Members);
