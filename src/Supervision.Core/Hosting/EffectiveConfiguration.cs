using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Core.Hosting;

/// <summary>A configuration as it is in force: each service with what it takes over from the defaults of all, and each of its probes
/// with what it takes over from its kind.</summary>
public static class EffectiveConfiguration
{
    /// <summary>The tree with every value where it counts, and from where it came.</summary>
    public static HoconValue.Map Of(HoconValue.Map tree)
    {
        var probes = Find(Find(tree, "healthcheck"), "probes");
        return At(tree, ["healthcheck", "services"], services => Each(Inherit(services), (key, value) =>
            key != ServiceSettingsReader.Defaults && value is HoconValue.Map service
                ? At(service, ["probes"], asked => Each(asked, (_, probe) => Inherit(probe, probes)))
                : value));
    }

    private static HoconValue Inherit(HoconValue probe, HoconValue.Map probes)
    {
        if (probe is not HoconValue.Map own || own.Find("kind")?.Value is not HoconValue.Scalar kind || kind.Text == ProbeDefaults.Key)
            return probe;
        return HoconTree.Merge(HoconTree.Merge(Find(probes, ProbeDefaults.Key), Find(probes, kind.Text)), own);
    }

    private static HoconValue.Map Find(HoconValue.Map section, string key) =>
        section.Find(key)?.Value as HoconValue.Map ?? new HoconValue.Map([], section.Where);

    private static HoconValue.Map Inherit(HoconValue.Map services)
    {
        if (services.Find(ServiceSettingsReader.Defaults)?.Value is not HoconValue.Map defaults)
            return services;
        return Each(services, (key, value) => key != ServiceSettingsReader.Defaults && value is HoconValue.Map service
            ? HoconTree.Merge(defaults, service)
            : value);
    }

    private static HoconValue.Map At(HoconValue.Map tree, ImmutableArray<string> path, Func<HoconValue.Map, HoconValue.Map> change)
    {
        if (path.IsEmpty)
            return change(tree);
        var rest = path.RemoveAt(0);
        return Each(tree, (key, value) => key == path[0] && value is HoconValue.Map section ? At(section, rest, change) : value);
    }

    private static HoconValue.Map Each(HoconValue.Map tree, Func<string, HoconValue, HoconValue> change) =>
        new([.. tree.Entries.Select(entry => entry with { Value = change(entry.Key, entry.Value) })], tree.Where);
}
