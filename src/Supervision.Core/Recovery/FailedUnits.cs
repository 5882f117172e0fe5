using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>The units by which a service is out: its own, or those of an umbrella's parts that do not run.</summary>
internal static class FailedUnits
{
    public static IEnumerable<UnitStatus> Of(UnitStatus? unit) => unit switch
    {
        null => [],
        { IsUmbrella: true } => unit.Parts.SelectMany(Of),
        { Activity: UnitActivity.Failed or UnitActivity.Inactive } => [unit],
        _ => [],
    };
}
