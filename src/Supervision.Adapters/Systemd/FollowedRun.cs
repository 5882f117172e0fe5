using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>A run whose end is not known yet: we asked for its start, or an earlier life of the daemon may have. Outlives the
/// connection: a run goes on while the bus is away.</summary>
internal sealed class FollowedRun
{
    /// <summary>An answer that did not come may be on its way: polkit can take its time, and the job is queued after that.</summary>
    internal static readonly TimeSpan UnansweredFor = TimeSpan.FromSeconds(30);

    /// <summary>A restart that hangs longer, in a unit whose own times are longer or have no end, is no restart any more.</summary>
    internal static readonly TimeSpan LongestRestart = TimeSpan.FromMinutes(15);

    private readonly TimeSpan? _since;
    private RestartPlan? _plan;
    private UnitProperties _before;
    private UnitProperties _known;
    private TimeSpan _askedAt;
    private string _job = "";
    private bool _isRequested;
    private bool _isWithdrawn;

    /// <summary>A run that is the start of <paramref name="unit"/>.</summary>
    internal FollowedRun(RunId run, UnitName unit) => (Run, Unit, IsDue) = (run, unit, true);

    /// <summary>A run that restarts units.</summary>
    internal FollowedRun(RunId run, RestartPlan plan)
        : this(run, plan.Unit) => _plan = plan;

    private FollowedRun(RunId run, UnitName unit, TimeSpan since)
    {
        (Run, Unit) = (run, unit);
        _since = since;
        IsAdrift = true;
    }

    /// <summary>A run that an earlier life of the daemon may have started, at <paramref name="since"/> on the kernel's monotonic clock
    /// or later.</summary>
    internal static FollowedRun OfAnEarlierLife(RunId run, UnitName unit, TimeSpan since) => new(run, unit, since);

    internal RunId Run { get; }

    /// <summary>The unit whose turn it is.</summary>
    internal UnitName Unit { get; private set; }

    /// <summary>Another number with each unit whose turn it is, and when the run is over.</summary>
    internal int Turn { get; private set; }

    internal bool IsRestart => _plan is not null;

    /// <summary>Where systemd shows the unit on the bus; empty until it was looked at.</summary>
    internal string Path { get; private set; } = "";

    /// <summary>The unit is to be asked for yet.</summary>
    internal bool IsDue { get; private set; }

    /// <summary>Whether there was such a run at all is still to be found out.</summary>
    internal bool IsUnfound => _since is not null && !IsAccepted;

    /// <summary>The unit's job is known to have been queued.</summary>
    internal bool IsAccepted { get; private set; }

    /// <summary>What became of the start, or of its job, has to be found out by looking at the unit.</summary>
    internal bool IsAdrift { get; set; }

    /// <summary>The unit is about to be asked for.</summary>
    /// <param name="before">The unit as it is just before.</param>
    /// <param name="at">On the monotonic clock, as every instant here.</param>
    internal void Ask(ListedUnit before, TimeSpan at)
    {
        (Path, _before, _known) = (before.Path, before.Properties, before.Properties);
        (_askedAt, IsDue, IsAdrift) = (at, false, false);
    }

    /// <summary>It was asked for by a <see cref="RestartRequest"/>: only the unit can tell that it was taken.</summary>
    internal void Request() => (_isRequested, IsAdrift) = (true, true);

    /// <summary>Nobody has taken the request for longer than anybody needs.</summary>
    internal bool IsUntaken(TimeSpan at) => _isRequested && !IsAccepted && at - _askedAt > RestartRequest.TakenWithin;

    /// <summary>The request was withdrawn: if the unit has not begun by now, it will not begin for us.</summary>
    internal void Withdraw() => _isWithdrawn = true;

    internal UnitReport Accept(string job)
    {
        (_job, IsAccepted) = (job, true);
        return new UnitReport.RunAccepted(Run);
    }

    internal bool Owns(string job) => IsAccepted && _job == job;

    internal void Learn(UnitProperties news)
    {
        _known = _known.With(news);
        // Nobody answers a request but the unit itself, whose change may be the answer.
        if (_isRequested && !IsAccepted) IsAdrift = true;
    }

    internal UnitReport End(string jobResult) =>
        new UnitReport.RunEnded(Run, RunOutcomes.Of(jobResult, HasRun(_known), _known));

    /// <summary>The unit cannot be judged any more.</summary>
    internal UnitReport EndLost(string why) => new UnitReport.RunEnded(Run, RunOutcome.LostBecause(why));

    /// <summary>What is to be told of <paramref name="found"/>, which is about the unit whose turn it is, and with it of the run as a
    /// whole; null while the run goes on with the next unit.</summary>
    internal UnitReport? Tell(UnitReport found)
    {
        if (found is UnitReport.RunEnded or UnitReport.RunRefused) Turn++;
        if (_plan is not { } plan) return found;
        switch (found)
        {
            case UnitReport.RunAccepted when plan.IsBegun:
                return null;
            case UnitReport.RunEnded { Outcome.Result: RunResult.Done } when plan.Next is { } next:
                (_plan, Unit, Path, _job) = (next, next.Unit, "", "");
                (IsAccepted, IsAdrift, IsDue) = (false, false, true);
                return null;
            case UnitReport.RunEnded ended:
                return ended with { Outcome = plan.Outcome(ended.Outcome) };
            case UnitReport.RunRefused refused when plan.IsBegun:
                return new UnitReport.RunEnded(Run, plan.OutcomeOfRefusal(refused.Why));
            default:
                return found;
        }
    }

    /// <summary>Judges a run that nobody saw by its unit as it is now.</summary>
    /// <param name="turn">Whose turn it was when the unit was asked about: a signal that came before the answer may have ended it, and then
    /// <paramref name="seen"/> says nothing of what the run is about by now.</param>
    /// <returns>What is to be told, in order; the run is over if the last of it is an end or a refusal.</returns>
    internal ImmutableArray<UnitReport> Reconcile(int turn, ListedUnit seen, TimeSpan at)
    {
        if (turn != Turn) return [];
        var now = seen.Properties;
        IsAdrift = false;
        if (_since is { } since && !IsAccepted)
        {
            Path = seen.Path;
            // What has lived since is the run; what has not is the life before it.
            _before = now.LifeBegan >= since ? default : now;
            Learn(now);
            return [Find(now, since)];
        }

        Learn(now);
        return [.. Proceed(now, at)];
    }

    /// <summary>Under way without a job whose end would be told: its unit's own rest is its end.</summary>
    internal bool HasComeToRest => IsAccepted && !IsAdrift && _job.Length == 0 && _known.IsSettled;

    private UnitReport Find(UnitProperties now, TimeSpan since)
    {
        if (Path.Length == 0 || now.LifeBegan is not { } began) return EndLost($"{Unit}: systemd does not remember it any more");
        if (!now.IsSettled) return Accept(now.Job ?? "");
        return began >= since ? End("") : new UnitReport.RunEnded(Run, RunOutcomes.NeverStarted);
    }

    private IEnumerable<UnitReport> Proceed(UnitProperties now, TimeSpan at)
    {
        var goesOn = !now.IsSettled;
        var hasRun = HasRun(now);
        if (!IsAccepted && (goesOn || hasRun)) yield return Accept(now.Job ?? "");
        if (goesOn)
        {
            _job = now.Job ?? "";
            if (IsRestart && at - _askedAt > LongestRestart) yield return EndLate();
        }
        else if (hasRun) yield return End("");
        else if (IsAccepted) yield return EndLost("the bus was lost during the run, and the unit does not remember it any more");
        else if (_isWithdrawn) yield return new UnitReport.RunRefused(Run, StartRefusal.OfRequest(Unit));
        // Not a refusal, which would give the charge back: what was asked for may still come.
        else if (at - _askedAt > UnansweredFor) yield return EndLost($"{Unit}: systemd did not answer the request, and nothing ran");
    }

    private UnitReport.RunEnded EndLate() => new(Run, new RunOutcome(
        RunResult.TimedOut, null, "", $"its job is under way for more than {LongestRestart.TotalMinutes} min"));

    // A restart is another life of the unit; a start may have found one under way.
    private bool HasRun(UnitProperties now) =>
        IsRestart ? RunOutcomes.LivesAnew(_before, now) : RunOutcomes.HasRun(_before, now);
}
