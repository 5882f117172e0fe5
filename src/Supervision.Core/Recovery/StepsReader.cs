using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Recovery;

/// <summary>Reads a ladder: <c>steps</c>.</summary>
internal static class StepsReader
{
    private static readonly ImmutableArray<(string Name, RecoveryStep Step)> Table =
        [("unit", RecoveryStep.Unit), ("dependents", RecoveryStep.Dependents), ("backend", RecoveryStep.Backend)];

    /// <returns>Empty where nothing is written, or something that cannot be read.</returns>
    public static ImmutableArray<RecoveryStep> Read(Section section)
    {
        var steps = section.ManyOf("steps", [.. Table]);
        if (steps.Distinct().Count() == steps.Length)
            return steps;
        section.Reject("steps", "names a step twice", "take one of them out; the last step is repeated anyway");
        return [];
    }
}
