using System.Globalization;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Processes;

/// <summary>
/// All processes of the session that <paramref name="leader"/> leads: itself, what it forked, and their process groups. To be used
/// only while the leader has not been reaped; afterwards the number may be somebody else's.
/// </summary>
internal readonly record struct ProcessSession(int leader)
{
    public const int Terminate = 15;
    public const int Kill = 9;
    private const int Continue = 18;

    /// <summary>Something of it still runs; the dead that wait to be reaped do not count.</summary>
    public bool IsAlive => Groups().Count > 0;

    /// <summary>Sends <paramref name="signal"/> to everything in it; what cannot be reached (another user's) is left.</summary>
    public void Signal(int signal)
    {
        // The kernel signals a group as a whole, so nothing of it forks out of our way; groups that appear meanwhile get their turn.
        var reached = new HashSet<int>();
        while (Groups().Where(reached.Add).ToArray() is { Length: > 0 } groups)
        {
            foreach (var group in groups) Reach(group, signal);
        }
    }

    private static void Reach(int group, int signal)
    {
        _ = Syscalls.Kill(-group, signal);
        // A stopped process does not see that it is asked to end.
        if (signal == Terminate) _ = Syscalls.Kill(-group, Continue);
    }

    private HashSet<int> Groups()
    {
        var session = leader;
        return [.. Directory.EnumerateDirectories("/proc").Select(Place).Where(place => place.Session == session).Select(place => place.Group)];
    }

    // /proc/PID/stat: pid (name) state ppid pgrp session …; the name may hold blanks and parentheses.
    private static (int Group, int Session) Place(string process)
    {
        if (!char.IsAsciiDigit(process[^1])) return default;
        try
        {
            var stat = File.ReadAllText(process + "/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? default : (Number(fields[2]), Number(fields[3]));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or hidepid keeps it from us: then it is not ours.
            return default;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
