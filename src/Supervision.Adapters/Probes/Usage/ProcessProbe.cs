using System.Collections.Concurrent;
using System.Globalization;
using Supervision.Adapters.Resources;
using Supervision.Core;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes.Usage;

/// <summary>Carries out probes of the kind process.</summary>
/// <param name="cgroups">Where control groups are mounted.</param>
internal sealed class ProcessProbe(TimeProvider clock, string cgroups = "/sys/fs/cgroup")
{
    // There is never more than one look of a probe, so nobody else changes what it remembers.
    private readonly ConcurrentDictionary<string, Memory> _memories = new(StringComparer.Ordinal);

    private sealed record Memory(string Life, TimeSpan? ProcessorTime, long Timestamp, RecentRestarts Restarts);

    public Task<ProbeOutcome> LookAsync(ProcessTarget target, Look look)
    {
        look.WaitsForOther("reading its control group");
        return Task.FromResult(Judge(target, look));
    }

    private ProbeOutcome Judge(ProcessTarget target, Look look)
    {
        if (look.Unit is not { } unit) return new ProbeOutcome.Unknown("the unit is not known yet");
        if (UnitGroup.Find(cgroups, unit.ControlGroup) is not { } group)
            return new ProbeOutcome.Unknown($"{unit.Unit} has no control group");
        var use = group.Read(new KernelFiles());
        var before = _memories.GetValueOrDefault(look.Probe.Id);
        var now = new Memory(
            unit.Invocation,
            use.Time is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            clock.GetTimestamp(),
            (before?.Restarts ?? RecentRestarts.None).See(unit.Restarts, clock.Moment().Elapsed, target.Within));
        _memories[look.Probe.Id] = now;
        return ProcessJudge.Judge(target, new ProcessReading(
            (long?)use.Memory, (long?)use.MemoryLimit ?? HostMemory(), Cpu(before, now), (int?)use.Tasks, now.Restarts.Count));
    }

    /// <summary>In percent of one core.</summary>
    private double? Cpu(Memory? before, Memory now)
    {
        // Of another life, or of processes that have ended, there is no difference to be taken.
        if (before?.ProcessorTime is not { } used || now.ProcessorTime is not { } uses) return null;
        if (before.Life != now.Life || uses < used) return null;
        var passed = clock.GetElapsedTime(before.Timestamp, now.Timestamp);
        return passed > TimeSpan.Zero ? 100 * (uses - used) / passed : null;
    }

    // Not what .NET tells, which is what our own unit may have.
    private static long HostMemory()
    {
        const int Kibi = 1024;
        var total = File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        return long.Parse(total.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * Kibi;
    }
}
