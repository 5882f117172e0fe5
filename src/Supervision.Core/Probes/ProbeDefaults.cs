using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>
/// <c>healthcheck.probes</c>: what every probe has unless its kind says otherwise, and what every probe of a kind has unless its own
/// section says otherwise.
/// </summary>
internal sealed class ProbeDefaults
{
    /// <summary>The section that is no kind.</summary>
    public const string Key = "defaults";

    private readonly ImmutableDictionary<string, (ProbeKind Kind, Section Section)> _kinds;

    private ProbeDefaults(ImmutableDictionary<string, (ProbeKind, Section)> kinds) => _kinds = kinds;

    /// <summary>Reads the sections of all kinds, those that no service uses as well: a mistake in them is told before somebody
    /// does.</summary>
    public static ProbeDefaults Read(Section probes)
    {
        var defaults = probes.Template(Key);
        var kinds = ImmutableDictionary.CreateBuilder<string, (ProbeKind, Section)>(StringComparer.Ordinal);
        foreach (var kind in ProbeKind.All)
        {
            var section = probes.Under(kind.Name).Over(defaults);
            ProbeTimes.Read(section);
            kind.Read(section);
            kinds.Add(kind.Name, (kind, section));
        }

        return new ProbeDefaults(kinds.ToImmutable());
    }

    /// <summary>The kind of that name with the section to lay a probe's own over; null where there is none.</summary>
    public (ProbeKind Kind, Section Section)? Of(string kind) => _kinds.TryGetValue(kind, out var known) ? known : null;
}
