using System.Globalization;
using System.Runtime.InteropServices;

namespace Supervision.Adapters.Linux;

/// <summary>
/// What of a file this process has mapped and only reads. Given back, the pages stay in the kernel's cache: who touches one again has it
/// without the disk, and what nobody touches is the first to go when memory is short.
/// </summary>
public static partial class FilePages
{
    private const int DontNeed = 4;

    /// <summary>Gives back every page of <paramref name="file"/> that is mapped without having been changed.</summary>
    /// <exception cref="IOException">The kernel does not tell what is mapped: /proc is gone, or no descriptor is left.</exception>
    public static void GiveBack(string file)
    {
        foreach (var (start, end) in Unchanged(File.ReadLines("/proc/self/smaps"), file))
            _ = Advise(start, end - start, DontNeed);
    }

    /// <summary>
    /// The mappings of <paramref name="file"/> that nobody may write and nobody has written, from its first byte to behind its last. One
    /// that was written before it was closed to writing (a library's relocated tables) would lose that.
    /// </summary>
    /// <param name="smaps">Lines of /proc/PID/smaps: proc(5).</param>
    internal static IEnumerable<(nuint Start, nuint End)> Unchanged(IEnumerable<string> smaps, string file)
    {
        (nuint, nuint)? mapping = null;
        foreach (var line in smaps)
        {
            // 00405000-015df000 r-xp 00005000 fe:00 917534                             /usr/lib/healthcheck/healthcheck
            var words = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (words[0].Contains('-', StringComparison.Ordinal))
                mapping = words.Length == 6 && words[5] == file && words[1][1] == '-' ? Range(words[0]) : null;
            else if (line.StartsWith("Anonymous:", StringComparison.Ordinal) && words[1] != "0")
                mapping = null;
            // Behind Anonymous; what was written and is swapped out is in here alone.
            else if (mapping is { } unwritten && line.StartsWith("Swap:", StringComparison.Ordinal) && words[1] == "0")
                yield return unwritten;
        }
    }

    private static (nuint, nuint) Range(string text)
    {
        var parts = text.Split('-');
        return (Address(parts[0]), Address(parts[1]));
    }

    private static nuint Address(string hexadecimal) => nuint.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // It fails for nothing but locked memory, which is to stay.
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint address, nuint length, int advice);
}
