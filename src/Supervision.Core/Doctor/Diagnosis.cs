using System.Collections.Immutable;
using Supervision.Core.Hosting;

namespace Supervision.Core.Doctor;

/// <summary>
/// Whether this host is fit for this configuration.
/// <para>Intuition: everything here works on the day it is set up and fails on the night it is needed. So each rule looks at one way in
/// which a recovery would come to nothing, and is silent where it would not. On a host as the package and the deployment leave it, all of
/// them are silent.</para>
/// </summary>
public static class Diagnosis
{
    /// <summary>Every finding, the gravest first; among equals in the order of the rules.</summary>
    public static ImmutableArray<Finding> Of(HealthcheckSettings settings, HostFacts facts)
    {
        IEnumerable<Finding> found =
        [
            .. UnitFindings.Of(facts.Units, settings.Recovery.Backend.Unit),
            .. DaphneFindings.Of(facts.Units),
            .. ProgramFindings.Of(facts.Programs),
            .. Distrust(settings, facts),
            .. GrantFindings.Of(settings, facts),
            .. BackendWayFindings.Of(settings, facts),
            .. DirectoryFindings.Of(settings, facts),
            .. ZoneFindings.Of(settings.Zone, facts.Zone),
        ];
        return [.. found.OrderByDescending(finding => finding.Gravity)];
    }

    // Where the operator asks for root's ownership, no run is possible until that is so.
    private static IEnumerable<Finding> Distrust(HealthcheckSettings settings, HostFacts facts) =>
        facts.Distrusted.Select(finding => settings.Recovery.Backend.RequireRootOwned ? finding with { Gravity = Gravity.Error } : finding);
}
