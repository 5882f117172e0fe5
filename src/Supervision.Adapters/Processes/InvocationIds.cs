using System.Globalization;

namespace Supervision.Adapters.Processes;

/// <summary>Names every start with 32 hexadecimal digits, as systemd does.</summary>
/// <remarks>The process id alone would not do: in a container every life of the daemon has the same, and gives its children the
/// same.</remarks>
internal sealed class InvocationIds(TimeProvider clock)
{
    private readonly string _life = string.Create(
        CultureInfo.InvariantCulture, $"{clock.GetUtcNow().UtcTicks:x16}{Environment.ProcessId:x8}");

    private uint _count;

    public string Next() => string.Create(CultureInfo.InvariantCulture, $"{_life}{++_count:x8}");
}
