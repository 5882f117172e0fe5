namespace Supervision.Adapters.Linux;

/// <summary>The kernel's name for this boot: another one after every start of the machine, the same for every process in between.</summary>
public static class BootId
{
    private const string Source = "/proc/sys/kernel/random/boot_id";

    /// <exception cref="IOException">/proc is not mounted; nothing here works without it.</exception>
    public static string Read() => File.ReadAllText(Source).Trim();
}
