using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>A run whose end is not known yet: we asked for its start, or an earlier life of the daemon may have. Outlives the
/// connection: a run goes on while the bus is away.</summary>
internal sealed class FollowedRun
{
    private readonly TimeSpan? _since;
    private UnitProperties _before;
    private UnitProperties _known;
    private string _job = "";

    /// <summary>A run that is to be started.</summary>
    /// <param name="before">The unit as it is just before.</param>
    internal FollowedRun(RunId run, UnitName unit, ListedUnit before)
    {
        (Run, Unit, Path) = (run, unit, before.Path);
        _before = _known = before.Properties;
    }

    private FollowedRun(RunId run, UnitName unit, TimeSpan since)
    {
        (Run, Unit, Path) = (run, unit, "");
        _since = since;
        IsAdrift = true;
    }

    /// <summary>A run that an earlier life of the daemon may have started, at <paramref name="since"/> on the kernel's monotonic clock
    /// or later.</summary>
    internal static FollowedRun OfAnEarlierLife(RunId run, UnitName unit, TimeSpan since) => new(run, unit, since);

    internal RunId Run { get; }
    internal UnitName Unit { get; }

    /// <summary>Where systemd shows the unit on the bus; empty until it was looked at.</summary>
    internal string Path { get; private set; }

    /// <summary>Whether there was such a run at all is still to be found out.</summary>
    internal bool IsUnfound => _since is not null && !IsAccepted;

    /// <summary>The unit's job is known to have been queued.</summary>
    internal bool IsAccepted { get; private set; }

    /// <summary>What became of the start, or of its job, has to be found out by looking at the unit.</summary>
    internal bool IsAdrift { get; set; }

    internal UnitReport Accept(string job)
    {
        (_job, IsAccepted) = (job, true);
        return new UnitReport.RunAccepted(Run);
    }

    internal bool Owns(string job) => IsAccepted && _job == job;

    internal void Learn(UnitProperties news) => _known = _known.With(news);

    internal UnitReport End(string jobResult) => new UnitReport.RunEnded(Run, RunOutcomes.Of(jobResult, _before, _known));

    /// <summary>The unit cannot be judged any more.</summary>
    internal UnitReport EndLost(string why) => new UnitReport.RunEnded(Run, RunOutcome.LostBecause(why));

    /// <summary>Judges a run that nobody saw by its unit as it is now.</summary>
    /// <returns>What is to be told, in order; the run is over if the last of it is an end or a refusal.</returns>
    internal IEnumerable<UnitReport> Reconcile(ListedUnit seen)
    {
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
        return Proceed(now);
    }

    /// <summary>Under way without a job whose end would be told: its unit's own rest is its end.</summary>
    internal bool HasComeToRest => IsAccepted && !IsAdrift && _job.Length == 0 && _known.IsSettled;

    private UnitReport Find(UnitProperties now, TimeSpan since)
    {
        if (Path.Length == 0 || now.LifeBegan is not { } began) return EndLost($"{Unit}: systemd does not remember it any more");
        if (!now.IsSettled) return Accept(now.Job ?? "");
        return began >= since ? End("") : new UnitReport.RunEnded(Run, RunOutcomes.NeverStarted);
    }

    private IEnumerable<UnitReport> Proceed(UnitProperties now)
    {
        var goesOn = !now.IsSettled;
        var hasRun = RunOutcomes.HasRun(_before, now);
        if (!IsAccepted && (goesOn || hasRun)) yield return Accept(now.Job ?? "");
        if (goesOn) _job = now.Job ?? "";
        else if (hasRun) yield return End("");
        else if (IsAccepted) yield return EndLost("the bus was lost during the run, and the unit does not remember it any more");
        else yield return new UnitReport.RunRefused(Run, $"{Unit}: systemd did not answer the request, and nothing was started");
    }
}
