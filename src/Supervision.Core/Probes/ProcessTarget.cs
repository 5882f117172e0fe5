using System.Globalization;
using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Does the unit use more of the host than it should, or has systemd to restart it again and again?</summary>
/// <param name="Memory">Of the unit's control group.</param>
/// <param name="Cpu">Over the time since the look before, in percent of one core.</param>
/// <param name="Tasks">Processes and threads.</param>
/// <param name="Restarts">By systemd itself, within <paramref name="Within"/>.</param>
public sealed record ProcessTarget(
    Bounds<MemoryBound> Memory, Bounds<double> Cpu, Bounds<int> Tasks, Bounds<int> Restarts, TimeSpan Within) : IProbeTarget
{
    public string Kind => "process";

    public string Question => ProbeValues.Words(
        ("memory", Told(Memory, bound => bound.ToString())),
        ("cpu", Told(Cpu, Percentage)),
        ("tasks", Told(Tasks, ProbeValues.Number)),
        ("restarts", Told(Restarts, ProbeValues.Number)),
        ("within", Restarts.AreSet ? DurationText.Write(Within) : ""));

    /// <summary>In percent of one core: <c>150%</c>.</summary>
    public static string Percentage(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:0.#}%");

    private static string Told<T>(Bounds<T> bounds, Func<T, string> tell) where T : struct => !bounds.AreSet
        ? ""
        : $"{(bounds.Warning is { } warning ? tell(warning) : "-")}/{(bounds.Limit is { } limit ? tell(limit) : "-")}";
}

/// <summary>From when on a value is told, and from when on the service has failed; null where nobody wants to know.</summary>
public readonly record struct Bounds<T>(T? Warning, T? Limit) where T : struct
{
    public bool AreSet => Warning is not null || Limit is not null;
}

/// <summary>An amount of memory, or a share of what there is.</summary>
public readonly record struct MemoryBound(ByteCount? Amount, Percent Share)
{
    /// <summary>In bytes.</summary>
    /// <param name="all">The unit's own limit, or the host's memory where it has none.</param>
    public double Of(long all) => Amount?.Bytes ?? all * Share.Value / 100;

    public override string ToString() => Amount is { } amount ? ByteText.Write(amount.Bytes) : ProcessTarget.Percentage(Share.Value);
}
