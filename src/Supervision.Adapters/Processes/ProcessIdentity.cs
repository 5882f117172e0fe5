using System.Globalization;

namespace Supervision.Adapters.Processes;

/// <summary>One process among all that ever have its number: proc(5), <c>/proc/PID/stat</c>, fields 1 and 22.</summary>
/// <param name="StartedAt">In the kernel's clock ticks since the boot.</param>
internal readonly record struct ProcessIdentity(int Pid, ulong StartedAt)
{
    /// <summary>Its session has something that still runs, the process itself or what it left behind.</summary>
    public bool SessionIsAlive
    {
        get
        {
            // While anything of a session lives, its number is given to nobody else: another start is another process's.
            if (Of(Pid) is { } now && now != this) return false;
            return new ProcessSession(Pid).IsAlive;
        }
    }

    /// <param name="stat">A line of <c>/proc/PID/stat</c>.</param>
    /// <returns>Null where it is none.</returns>
    public static ProcessIdentity? Parse(string stat)
    {
        // pid (name) state …; the name may hold blanks and parentheses, and the state is field 3.
        var name = stat.LastIndexOf(')');
        if (name < 0) return null;
        var fields = stat[(name + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.TryParse(stat.AsSpan(0, Math.Max(0, stat.IndexOf(' '))), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && fields.Length > 19 && ulong.TryParse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new ProcessIdentity(pid, start)
            : null;
    }

    /// <returns>Null where no process has the number, or its place in /proc is hidden from us.</returns>
    public static ProcessIdentity? Of(int pid)
    {
        try
        {
            return Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
