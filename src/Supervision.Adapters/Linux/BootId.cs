namespace Supervision.Adapters.Linux;

/// <summary>
/// The name of this boot: another one after every start of the machine, the same for every process in between. In a container, which
/// can be booted without its kernel, it is another one after every start of the container too.
/// </summary>
public static class BootId
{
    private const string Kernel = "/proc/sys/kernel/random/boot_id";
    private const string Init = "/proc/1/stat";

    // proc(5): starttime is field 22, and what follows the name in parentheses begins with field 3.
    private const int StartTime = 22 - 3;

    /// <exception cref="IOException">/proc is not mounted; nothing here works without it.</exception>
    public static string Read()
    {
        var kernel = File.ReadAllText(Kernel).Trim();
        return InitBegan() is { } began ? $"{kernel}/{began}" : kernel;
    }

    // In ticks since the kernel's start; a systemd that is executed anew keeps it.
    private static string? InitBegan()
    {
        try
        {
            var stat = File.ReadAllText(Init);
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartTime];
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // hidepid keeps it from us at every start of this boot alike.
            return null;
        }
    }
}
