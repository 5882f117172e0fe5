namespace Supervision.Adapters.Resources;

/// <summary>What a unit uses. What is not known is absent.</summary>
/// <param name="Time">Seconds of processor time.</param>
/// <param name="Memory">In bytes.</param>
/// <param name="MemoryLimit">In bytes; null where it has none of its own.</param>
/// <param name="Tasks">Processes and threads.</param>
/// <param name="Traffic">Bytes read and written.</param>
internal readonly record struct UnitUse(double? Time, double? Memory, double? MemoryLimit, double? Tasks, double? Traffic)
{
    /// <summary>Both together: of what is not known of one, nothing is known of both. There is no common limit.</summary>
    public static UnitUse operator +(UnitUse one, UnitUse other) => new(
        one.Time + other.Time, one.Memory + other.Memory, MemoryLimit: null, one.Tasks + other.Tasks, one.Traffic + other.Traffic);
}
