using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>I3 and I4: nothing is started but by an intent that was made durable before, in the same life, and decided on with a reason and
/// with what was seen.</summary>
public sealed class PromisedFirst : Invariant
{
    private readonly Dictionary<RunId, (RunIntent Intent, int Life)> _durable = [];
    private readonly HashSet<RunId> _closed = [];
    private readonly List<Decision> _decided = [];
    private int _life;

    public override string Name => "promised before it is started";

    public override string? Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.DaemonBegan began:
                _life = began.Life;
                break;
            case Happening.Stored { Entry: JournalEntry.DecisionTaken { Decision: { Choice: Choice.Run } decision } }:
                _decided.Add(decision);
                break;
            case Happening.NotStored { Entry: JournalEntry.DecisionTaken { Decision: { Choice: Choice.Run } decision } }:
                _decided.Add(decision);
                break;
            case Happening.Stored { Entry: JournalEntry.IntentTaken { Intent: var intent } }:
                var known = !_durable.TryAdd(intent.Run, (intent, _life));
                return known ? $"the intent of {intent.Run} was written twice" : null;
            case Happening.Stored { Entry: JournalEntry.RunClosed closed }:
                _closed.Add(closed.Run);
                break;
            case Happening.RunStarted started:
                return Judge(started);
        }

        return null;
    }

    private string? Judge(Happening.RunStarted started)
    {
        if (!_durable.TryGetValue(started.Run, out var promise)) return $"{started.Run} was started without a durable intent";
        var (intent, life) = promise;
        if (life != _life) return $"{started.Run} was promised by life {life} and started by life {_life}";
        if (_closed.Contains(started.Run)) return $"{started.Run} was started after it was recorded as over";
        if (!started.Units.Contains(intent.Unit))
            return $"{started.Run} was promised for {intent.Unit} and started for {string.Join(", ", started.Units)}";
        if (intent.Members.IsEmpty || !intent.Members.Contains(intent.Root)) return $"{started.Run} was for nobody, or not for its root";
        var words = $"{started.Run},";
        return _decided.Exists(one => one.Incident == intent.Incident
            && one.Reason.StartsWith(words, StringComparison.Ordinal)
            && one.Evidence.Length > 0)
            ? null
            : $"{started.Run} was started without a decision that gives its reason and evidence";
    }
}
