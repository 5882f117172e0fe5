namespace Supervision.Adapters.Resources;

/// <summary>
/// The control group of one unit and the files in which it tells what is used: cgroups(7). Version 2 has all of them in one directory;
/// version 1 has one hierarchy for each controller; hybrid hosts have version 1 beside a version 2 that counts nothing but time. Where a
/// controller does not account for the unit, its processes are asked. For one thread at a time.
/// </summary>
internal sealed class UnitGroup
{
    // More bytes than any machine has: how version 1 says that there is no limit.
    private const double NoLimit = 1L << 60;
    private const double Million = 1e6;
    private const double Billion = 1e9;

    // Who has used no processor time has taken no memory and begun no task. But the kernel may have taken memory back meanwhile, and a
    // person may have set another limit: both are seen at the latest by the tenth reading.
    private const int ReadingsOfOneIdle = 10;

    private static readonly string[] ProcessorTrees = ["cpuacct", "cpu,cpuacct"];

    // The hierarchies in which systemd keeps every unit: version 2, that of hybrid hosts, version 1.
    private static readonly string[] Trees = ["", "unified", "systemd"];

    private readonly string _proc;
    private readonly string? _time;
    private readonly string? _oldTime;
    private readonly string? _memory;
    private readonly string? _memoryLimit;
    private readonly string? _tasks;
    private readonly string? _traffic;
    private UnitUse _latest;
    private int _readingsOfLatest;

    /// <param name="root">Where control groups are mounted.</param>
    /// <param name="tree">The hierarchy in which it was found.</param>
    /// <param name="path">Within each hierarchy.</param>
    /// <param name="proc">Where the kernel shows processes.</param>
    public UnitGroup(string root, string tree, string path, string proc = "/proc")
    {
        _proc = proc;
        Directory = tree + path;
        _time = First(Directory + "/cpu.stat");
        _oldTime = First(ProcessorTrees.Select(each => $"{root}/{each}{path}/cpuacct.usage"));
        _memory = First(Directory + "/memory.current", $"{root}/memory{path}/memory.usage_in_bytes");
        _memoryLimit = First(Directory + "/memory.max", $"{root}/memory{path}/memory.limit_in_bytes");
        _tasks = First(Directory + "/pids.current", $"{root}/pids{path}/pids.current");
        _traffic = First(Directory + "/io.stat", $"{root}/blkio{path}/blkio.throttle.io_service_bytes");
    }

    /// <summary>Is there while the unit runs.</summary>
    public string Directory { get; }

    /// <summary>Where systemd may keep the groups of its units, the likeliest first.</summary>
    /// <param name="root">Where control groups are mounted.</param>
    public static IEnumerable<string> TreesBelow(string root) => Trees.Select(tree => Path.Join(root, tree));

    /// <summary>The group of a path as systemd tells it; null where there is none.</summary>
    public static UnitGroup? Find(string root, string path) => !path.StartsWith('/') ? null : TreesBelow(root)
        .Where(tree => System.IO.Directory.Exists(tree + path))
        .Select(tree => new UnitGroup(root, tree, path))
        .FirstOrDefault();

    /// <summary>What the unit uses now.</summary>
    public UnitUse Read(KernelFiles files)
    {
        var time = KernelText.Field(Read(files, _time), "usage_usec"u8) / Million
            ?? KernelText.Only(Read(files, _oldTime)) / Billion;
        if (time is null || time != _latest.Time || ++_readingsOfLatest >= ReadingsOfOneIdle)
            (_latest, _readingsOfLatest) = (ReadAll(files, time), 0);
        // What was written before may go to the disk only now.
        return _latest with { Traffic = Traffic(files) };
    }

    private UnitUse ReadAll(KernelFiles files, double? time)
    {
        var memory = KernelText.Only(Read(files, _memory));
        var tasks = KernelText.Only(Read(files, _tasks));
        var processes = time is null || memory is null || tasks is null ? ProcessUse.Within(Directory, files, _proc) : null;
        var limit = KernelText.Only(Read(files, _memoryLimit)) is < NoLimit and var bytes ? bytes : (double?)null;
        return new(time ?? processes?.Time, memory ?? processes?.Memory, limit, tasks ?? processes?.Tasks, Traffic: null);
    }

    private double? Traffic(KernelFiles files)
    {
        var text = Read(files, _traffic);
        double? sum = null;
        while (KernelText.NextLine(ref text, out var line)) sum = (sum ?? 0) + OfLine(line) ?? sum;
        // A unit that has not touched a disk yet has an empty file.
        return sum ?? (_traffic is null ? null : 0);
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

    private static ReadOnlySpan<byte> Read(KernelFiles files, string? path) => path is null ? [] : files.Read(path);

    private static string? First(params IEnumerable<string> paths) => paths.FirstOrDefault(File.Exists);
}
