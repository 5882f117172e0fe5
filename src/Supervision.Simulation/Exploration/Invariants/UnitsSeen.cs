using Supervision.Core.Hosting;
using Supervision.Core.Services;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>The units as they truly are.</summary>
internal sealed class UnitsSeen(HealthcheckSettings settings)
{
    /// <summary>Before anything that counts.</summary>
    public static readonly TimeSpan LongAgo = TimeSpan.FromDays(-365);

    private readonly Dictionary<ServiceName, Seen> _units = settings.Services.ToDictionary(
        service => service.Name, service => new Seen(null, true, LongAgo, LongAgo, LongAgo));

    /// <param name="Status">Null for up since ever.</param>
    /// <param name="Since">When it began to be in this activity, in this life of the unit.</param>
    /// <param name="WrongSeen">When it was last known not to work.</param>
    /// <param name="LoadedSince">When it was masked last, or freed from that.</param>
    public sealed record Seen(UnitStatus? Status, bool Works, TimeSpan Since, TimeSpan WrongSeen, TimeSpan LoadedSince)
    {
        public UnitActivity Activity => Status?.Activity ?? UnitActivity.Active;

        /// <summary>A person stopped it: it is at rest in good order, and not by itself.</summary>
        public bool IsStopped => Status is { Activity: UnitActivity.Inactive, Result: "success", EndedByItself: false };
    }

    public Seen this[ServiceName service] => _units[service];

    public IEnumerable<KeyValuePair<ServiceName, Seen>> All => _units;

    public void Take(Happening happened)
    {
        if (happened is not Happening.UnitChanged changed) return;
        var before = _units[changed.Service];
        var same = before.Activity == changed.Status.Activity
            && (before.Status is null || before.Status.Invocation == changed.Status.Invocation);
        var loaded = before.Status?.Load == changed.Status.Load ? before.LoadedSince : happened.Elapsed;
        var wrong = !before.Works || !changed.Works ? happened.Elapsed : before.WrongSeen;
        _units[changed.Service] = new Seen(changed.Status, changed.Works, same ? before.Since : happened.Elapsed, wrong, loaded);
    }
}
