using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Services;

namespace Supervision.Core.Hosting;

/// <summary>A configuration as it is in force: each service with what it takes over from the defaults of all.</summary>
public static class EffectiveConfiguration
{
    /// <summary>The tree with every value where it counts, and from where it came.</summary>
    public static HoconValue.Map Of(HoconValue.Map tree) => At(tree, ["healthcheck", "services"], Inherit);

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
