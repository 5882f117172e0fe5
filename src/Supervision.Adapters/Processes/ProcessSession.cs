using System.Globalization;
using System.Text;
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
        var places = Directory.EnumerateDirectories("/proc").Select(Place);
        return [.. places.Where(place => place.Session == session).Select(place => place.Group)];
    }

    // Read without a stream and its buffers: there are as many of these as there are processes on the machine.
    private static (int Group, int Session) Place(string process)
    {
        if (!char.IsAsciiDigit(process[^1])) return default;
        try
        {
            using var file = File.OpenHandle(process + "/stat", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Span<byte> bytes = stackalloc byte[512];
            Span<char> stat = stackalloc char[512];
            return Place(stat[..Encoding.Latin1.GetChars(bytes[..RandomAccess.Read(file, bytes, 0)], stat)]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or hidepid keeps it from us: then it is not ours.
            return default;
        }
    }

    // pid (name) state ppid pgrp session …; the name may hold blanks and parentheses.
    private static (int Group, int Session) Place(ReadOnlySpan<char> stat)
    {
        var name = stat.LastIndexOf(')');
        if (name < 0 || stat[name + 2] is 'Z' or 'X') return default;

        Span<Range> places = stackalloc Range[5];
        var fields = stat[(name + 2)..];
        fields.Split(places, ' ');
        return (Number(fields[places[2]]), Number(fields[places[3]]));
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
