using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>A start that was asked for and whose end is not known yet. Outlives the connection: a run goes on while the bus is away.</summary>
/// <param name="before">The unit as it was just before.</param>
internal sealed class FollowedRun(RunId run, UnitName unit, string path, UnitProperties before)
{
    private readonly UnitProperties _before = before;
    private UnitProperties _known = before;
    private string _job = "";

    internal RunId Run => run;
    internal UnitName Unit => unit;
    internal string Path => path;

    /// <summary>The unit's job is known to have been queued.</summary>
    internal bool IsAccepted { get; private set; }

    /// <summary>What became of the start, or of its job, has to be found out by looking at the unit.</summary>
    internal bool IsAdrift { get; set; }

    internal UnitReport Accept(string job)
    {
        (_job, IsAccepted) = (job, true);
        return new UnitReport.RunAccepted(run);
    }

    internal bool Owns(string job) => IsAccepted && _job == job;

    internal void Learn(UnitProperties news) => _known = _known.With(news);

    internal UnitReport End(string jobResult) => new UnitReport.RunEnded(run, RunOutcomes.Of(jobResult, _before, _known));

    /// <summary>Judges a run that nobody saw by its unit as it is now.</summary>
    /// <returns>What is to be told, in order; the run is over if the last of it is an end or a refusal.</returns>
    internal IEnumerable<UnitReport> Reconcile(UnitProperties now)
    {
        Learn(now);
        IsAdrift = false;
        var goesOn = !now.IsSettled;
        var hasRun = RunOutcomes.HasRun(_before, now);
        if (!IsAccepted && (goesOn || hasRun)) yield return Accept(now.Job ?? "");
        if (goesOn) _job = now.Job ?? "";
        else if (hasRun) yield return End("");
        else if (IsAccepted) yield return new UnitReport.RunEnded(run, RunOutcomes.Forgotten);
        else yield return new UnitReport.RunRefused(run, $"{unit}: systemd did not answer the request, and nothing was started");
    }

    /// <summary>Under way without a job whose end would be told: its unit's own rest is its end.</summary>
    internal bool HasComeToRest => IsAccepted && !IsAdrift && _job.Length == 0 && _known.IsSettled;
}
