using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Journal;

namespace Supervision.Core.Hosting;

/// <summary>The lines of a configuration as decisions name them.</summary>
public static class ConfiguredRules
{
    private const string Ours = "healthcheck.";

    /// <summary>Every key below <c>healthcheck</c> by its full path, with the value that is in force and where it was written; what a service
    /// or a probe takes over from the defaults stands under its own path too.</summary>
    public static ImmutableDictionary<string, Rule> Of(HoconValue.Map tree) =>
        HoconRenderer.Values(EffectiveConfiguration.Of(tree))
            .Where(value => value.Path.StartsWith(Ours, StringComparison.Ordinal))
            .ToImmutableDictionary(value => value.Path, value => new Rule(value.Path, value.Text, value.Origin));
}
