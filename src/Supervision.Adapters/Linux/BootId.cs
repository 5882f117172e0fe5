using System.Globalization;
using Supervision.Adapters.Processes;

namespace Supervision.Adapters.Linux;

/// <summary>
/// The name of this boot: another one after every start of the machine, the same for every process in between. In a container, which
/// can be booted without its kernel, it is another one after every start of the container too.
/// </summary>
public static class BootId
{
    private const string Kernel = "/proc/sys/kernel/random/boot_id";
    private const int Init = 1;

    /// <exception cref="IOException">/proc is not mounted; nothing here works without it.</exception>
    public static string Read()
    {
        var kernel = File.ReadAllText(Kernel).Trim();
        // A systemd that is executed anew keeps its start; where hidepid hides it, it does so at every start of this boot alike.
        return ProcessIdentity.Of(Init) is { } init ? string.Create(CultureInfo.InvariantCulture, $"{kernel}/{init.StartedAt}") : kernel;
    }
}
