using System.Globalization;
using System.Runtime.InteropServices;

namespace Supervision.Adapters.Tests.Processes;

/// <summary>A process of the machine, seen from outside.</summary>
internal static partial class LiveProcess
{
    private static readonly TimeSpan Failsafe = TimeSpan.FromSeconds(60);

    public static void Kill(int pid, int signal = 9) => Assert.Equal(0, SendSignal(pid, signal));

    /// <summary>Runs, and is not merely waiting to be reaped.</summary>
    public static bool Runs(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The process id that a child writes into <paramref name="file"/>, as soon as it stands there.</summary>
    public static async Task<int> Written(string file)
    {
        using var failsafe = new CancellationTokenSource(Failsafe);
        while (true)
        {
            if (File.Exists(file) && await File.ReadAllTextAsync(file, failsafe.Token) is { Length: > 1 } text && text[^1] == '\n')
                return int.Parse(text, CultureInfo.InvariantCulture);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, failsafe.Token);
        }
    }

    public static async Task IsGone(int pid)
    {
        using var failsafe = new CancellationTokenSource(Failsafe);
        while (Runs(pid)) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, failsafe.Token);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
