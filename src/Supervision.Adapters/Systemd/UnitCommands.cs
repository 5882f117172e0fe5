using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>What a unit runs, asked over a connection of its own that lives as long as the question.</summary>
public static class UnitCommands
{
    /// <summary>The absolute paths among the words of the unit's <c>ExecStart=</c>: its programs and what they are given.</summary>
    /// <returns>Null where systemd cannot be asked.</returns>
    public static ImmutableArray<string>? PathsOf(UnitName unit, TimeProvider clock)
    {
        try
        {
            using var bus = Bus.OpenSystem(clock, _ => { });
            var pid1 = new Pid1(bus);
            return pid1.List([unit.Text]) is [var row] ? [.. pid1.Commands(row.Path).Where(word => word.StartsWith('/'))] : [];
        }
        catch (BusException)
        {
            return null;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }
}
