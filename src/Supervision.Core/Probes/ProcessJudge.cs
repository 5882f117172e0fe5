using System.Globalization;

namespace Supervision.Core.Probes;

/// <summary>What a unit uses at one instant; null where that is not known.</summary>
/// <param name="AllMemory">The unit's own limit, or the host's memory where it has none.</param>
/// <param name="Cpu">In percent of one core, since the look before.</param>
/// <param name="Restarts">By systemd itself, within the window.</param>
public sealed record ProcessReading(long? Memory, long AllMemory, double? Cpu, int? Tasks, int Restarts);

/// <summary>Holds what a unit uses against the bounds. A limit is the operator's word that a restart helps; a warning is only
/// told.</summary>
public static class ProcessJudge
{
    public static ProbeOutcome Judge(ProcessTarget target, ProcessReading read)
    {
        var (all, within) = (read.AllMemory, Configuration.DurationText.Write(target.Within));
        Measure[] measures =
        [
            new("memory", read.Memory, target.Memory.Warning?.Of(all), target.Memory.Limit?.Of(all), bytes => ByteText.Write((long)bytes)),
            new("cpu", read.Cpu, target.Cpu.Warning, target.Cpu.Limit, ProcessTarget.Percentage),
            new("tasks", read.Tasks, target.Tasks.Warning, target.Tasks.Limit, Whole),
            new($"restarts by systemd within {within}", read.Restarts, target.Restarts.Warning, target.Restarts.Limit, Whole),
        ];
        var over = measures.Where(measure => measure.Value >= measure.Limit).Select(measure => measure.OverLimit).ToList();
        var near = measures.Where(measure => measure.Value >= measure.Warning).Select(measure => measure.OverWarning).ToList();
        var unread = measures.Where(measure => measure.IsUnread).Select(measure => measure.Name).ToList();
        if (over.Count > 0) return new ProbeOutcome.Failed(string.Join("; ", over));
        if (near.Count > 0) return new ProbeOutcome.Impaired(string.Join("; ", near));
        return unread.Count > 0
            ? new ProbeOutcome.Unknown($"{string.Join(", ", unread)} of the unit cannot be read")
            : new ProbeOutcome.Passed("within its bounds");
    }

    private static string Whole(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    private sealed record Measure(string Name, double? Value, double? Warning, double? Limit, Func<double, string> Tell)
    {
        public bool IsUnread => Value is null && (Warning is not null || Limit is not null) && Name != "cpu";

        // Without the measured value, which would be another text at every look.
        public string OverWarning => $"{Name}: at or over the warning of {Tell(Warning!.Value)}";

        public string OverLimit => $"{Name}: {Tell(Value!.Value)}, at or over the limit of {Tell(Limit!.Value)}";
    }
}
