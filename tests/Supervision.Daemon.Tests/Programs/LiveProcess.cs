using System.Globalization;
using System.Runtime.InteropServices;

namespace Supervision.Daemon.Tests.Programs;

/// <summary>A process of the machine, seen from outside.</summary>
internal static partial class LiveProcess
{
    public static void Kill(int pid) => Signal(pid, 9);

    public static void HangUp(int pid) => Signal(pid, 1);

    public static void Interrupt(int pid) => Signal(pid, 2);

    public static void Terminate(int pid) => Signal(pid, 15);

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

    private static void Signal(int pid, int signal) => Assert.Equal(0, Send(pid, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int pid, int signal);
}
