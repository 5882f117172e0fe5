namespace Supervision.Adapters.Resources;

/// <summary>What the processes of a unit use, asked one by one: proc(5), <c>/proc/PID/statm</c> and <c>/proc/PID/stat</c>.</summary>
/// <param name="Memory">In bytes; what they share with others is counted for nobody.</param>
/// <param name="Tasks">Processes and threads.</param>
/// <param name="Time">Seconds of processor time, that of their dead children with it.</param>
internal readonly record struct ProcessUse(double Memory, double Tasks, double Time)
{
    // USER_HZ, which the kernel promises to programs on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    private const int MostFolders = 1000;

    // In what follows the name of the program, which begins with the state.
    private const int UserTime = 11, ChildrensSystemTime = 14, Threads = 17;

    /// <param name="folder">The control group; it may have groups of its own within.</param>
    /// <returns>Null where no process lives in it.</returns>
    public static ProcessUse? Within(string folder, KernelFiles files, string proc)
    {
        var processes = new List<ulong>();
        AddProcesses(folder, files, processes);
        // Version 1 does not say whether there are any within.
        if (KernelText.Field(files.Read(folder + "/cgroup.stat"), "nr_descendants"u8) is not 0)
        {
            foreach (var inner in Folders(folder)) AddProcesses(inner, files, processes);
        }

        ProcessUse? sum = null;
        foreach (var process in processes)
        {
            if (Of($"{proc}/{process}", files) is not { } use) continue;
            var before = sum.GetValueOrDefault();
            sum = new(before.Memory + use.Memory, before.Tasks + use.Tasks, before.Time + use.Time);
        }

        return sum;
    }

    // Null for one that has ended meanwhile.
    private static ProcessUse? Of(string process, KernelFiles files)
    {
        var pages = files.Read(process + "/statm");
        _ = KernelText.NextNumber(ref pages);
        var (resident, shared) = (KernelText.NextNumber(ref pages), KernelText.NextNumber(ref pages));
        // The name, in parentheses, may hold blanks and parentheses itself.
        var stat = files.Read(process + "/stat");
        stat = stat[(stat.LastIndexOf((byte)')') + 1)..];
        double? ticks = 0, tasks = null;
        for (var field = 0; field <= Threads && KernelText.NextWord(ref stat, out var word); field++)
        {
            if (field is >= UserTime and <= ChildrensSystemTime) ticks += KernelText.Number(word);
            if (field == Threads) tasks = KernelText.Number(word);
        }

        return (resident - shared) * Environment.SystemPageSize is { } memory && tasks is { } threads && ticks is { } spent
            ? new(memory, threads, spent / TicksPerSecond)
            : null;
    }

    private static void AddProcesses(string folder, KernelFiles files, List<ulong> processes)
    {
        var text = files.Read(folder + "/cgroup.procs");
        while (KernelText.NextLine(ref text, out var line))
        {
            if (KernelText.Number(line) is { } process) processes.Add((ulong)process);
        }
    }

    private static List<string> Folders(string folder)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Take(MostFolders)];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The unit has just ended.
            return [];
        }
    }
}
