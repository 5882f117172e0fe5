using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Services;

namespace Supervision.Core.Probes;

/// <summary>Reads the probes of one service: each section laid over that of its kind, which lies over the defaults of all.</summary>
internal static class ProbeSettingsReader
{
    public static ImmutableArray<ProbeSettings> Read(Section probes, ServiceName service, ProbeDefaults defaults) =>
    [
        .. probes.Keys.Select(name => ReadOne(probes, name, service, defaults)).OfType<ProbeSettings>(),
    ];

    private static ProbeSettings? ReadOne(Section probes, string name, ServiceName service, ProbeDefaults defaults)
    {
        var own = probes.Under(name);
        if (KindOf(own, defaults) is not { } known)
        {
            // What belongs in here only the kind could tell.
            probes.Verbatim(name);
            return null;
        }

        var section = own.Over(known.Section);
        section.Has("kind");
        foreach (var (key, remedy) in known.Kind.Needs.Where(need => section.IsEmpty(need.Key)))
            section.Reject($"asks nothing without {key}", remedy);
        var times = ProbeTimes.Read(section);
        return new ProbeSettings(
            service, name, times.Every, times.Timeout, times.DownAfter, times.UpAfter, known.Kind.Read(section));
    }

    private static (ProbeKind Kind, Section Section)? KindOf(Section own, ProbeDefaults defaults)
    {
        if (!own.Has("kind"))
        {
            own.Reject("says no kind", $"add kind = … with one of {string.Join(", ", ProbeKind.All.Select(kind => kind.Name))}");
            return null;
        }

        var kind = own.OneOf("kind", [.. ProbeKind.All.Select(kind => (kind.Name, kind.Name))]);
        return own.IsSound("kind") ? defaults.Of(kind) : null;
    }
}
