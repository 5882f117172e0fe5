using Supervision.Adapters.Probes.Usage;

namespace Supervision.Adapters.Resources;

/// <summary>
/// The control group of one unit and the files in which it tells what is used: cgroups(7). Version 2 has all of them in one directory;
/// version 1 has one hierarchy for each controller; hybrid hosts have version 1 beside a version 2 that counts nothing but time. Where a
/// controller does not account for the unit, its processes are asked.
/// </summary>
internal sealed class UnitGroup
{
    // More bytes than any machine has: how version 1 says that there is no limit.
    private const double NoLimit = 1L << 60;
    private const double Million = 1e6;
    private const double Billion = 1e9;

    private static readonly string[] ProcessorTrees = ["cpuacct", "cpu,cpuacct"];

    private readonly ControlGroup _processes;
    private readonly string _time;
    private readonly string? _oldTime;
    private readonly string _memory;
    private readonly string _memoryLimit;
    private readonly string _tasks;
    private readonly string _traffic;

    /// <param name="root">Where control groups are mounted.</param>
    /// <param name="tree">The hierarchy in which it was found.</param>
    /// <param name="path">Within each hierarchy.</param>
    /// <param name="proc">Where the kernel shows processes.</param>
    public UnitGroup(string root, string tree, string path, string proc = "/proc")
    {
        _processes = new ControlGroup(root, path, proc);
        Directory = tree + path;
        _time = Directory + "/cpu.stat";
        _oldTime = ProcessorTrees.Select(each => $"{root}/{each}{path}/cpuacct.usage").FirstOrDefault(File.Exists);
        _memory = First(Directory + "/memory.current", $"{root}/memory{path}/memory.usage_in_bytes");
        _memoryLimit = First(Directory + "/memory.max", $"{root}/memory{path}/memory.limit_in_bytes");
        _tasks = First(Directory + "/pids.current", $"{root}/pids{path}/pids.current");
        _traffic = First(Directory + "/io.stat", $"{root}/blkio{path}/blkio.throttle.io_service_bytes");
    }

    /// <summary>Is there while the unit runs.</summary>
    public string Directory { get; }

    /// <summary>Seconds of processor time.</summary>
    public double? Time(KernelFiles files) =>
        KernelText.Field(files.Read(_time), "usage_usec"u8) / Million
        ?? (_oldTime is null ? null : KernelText.Only(files.Read(_oldTime)) / Billion)
        ?? _processes.ProcessorTime?.TotalSeconds;

    /// <summary>In bytes.</summary>
    public double? Memory(KernelFiles files) => KernelText.Only(files.Read(_memory)) ?? _processes.Memory;

    /// <summary>In bytes; null where there is none.</summary>
    public double? MemoryLimit(KernelFiles files) => KernelText.Only(files.Read(_memoryLimit)) is < NoLimit and var limit ? limit : null;

    public double? Tasks(KernelFiles files) => KernelText.Only(files.Read(_tasks)) ?? _processes.Tasks;

    /// <summary>Bytes read and written.</summary>
    public double? Traffic(KernelFiles files)
    {
        var text = files.Read(_traffic);
        double? sum = null;
        while (KernelText.NextLine(ref text, out var line)) sum = (sum ?? 0) + OfLine(line) ?? sum;
        // A unit that has not touched a disk yet has an empty file.
        return sum ?? (File.Exists(_traffic) ? 0 : null);
    }

    // Version 2: 8:0 rbytes=90112 wbytes=299008000 rios=22 …; version 1: 8:0 Read 90112, and lines of other words.
    private static double? OfLine(ReadOnlySpan<byte> line)
    {
        double? sum = null;
        while (KernelText.NextWord(ref line, out var word))
        {
            if (word.StartsWith("rbytes="u8) || word.StartsWith("wbytes="u8))
                sum = (sum ?? 0) + KernelText.Number(word["rbytes=".Length..]);
            else if (word.SequenceEqual("Read"u8) || word.SequenceEqual("Write"u8)) return KernelText.NextNumber(ref line);
        }

        return sum;
    }

    private static string First(string one, string other) => File.Exists(one) || !File.Exists(other) ? one : other;
}
