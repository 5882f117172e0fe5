using System.Collections.Immutable;
using Supervision.Core.Doctor;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>All that is worth knowing of units as they are set up, asked over a connection of its own that lives as long as the
/// question.</summary>
public sealed class UnitInspection
{
    private readonly ImmutableArray<UnitFacts> _units;

    private UnitInspection(ImmutableArray<UnitFacts> units, string user, int? process) =>
        (_units, DaemonUser, DaemonProcess) = (units, user, process);

    /// <summary>Of each active path unit that starts the unit as soon as the file exists, whether it is enabled.</summary>
    /// <returns>Null where systemd cannot be asked.</returns>
    public static ImmutableArray<bool>? WatchersOf(UnitName unit, string file, TimeProvider clock) =>
        Asked(clock, reader => (ImmutableArray<bool>?)[.. reader.Watchers(unit, file)]).Found;

    /// <summary>The units in the order in which they were asked for, the parts of an umbrella after it; their files are named, and not
    /// read.</summary>
    public ImmutableArray<UnitFacts> Units => _units;

    /// <summary>The user that the daemon's unit is run as; empty where it does not say so, or there is none.</summary>
    public string DaemonUser { get; }

    /// <summary>The daemon's main process; null while it does not run.</summary>
    public int? DaemonProcess { get; }

    /// <returns>What was found, or null and why systemd could not be asked.</returns>
    public static (UnitInspection? Found, string Why) Of(ImmutableArray<UnitName> units, TimeProvider clock) => Asked(clock, reader =>
    {
        var (user, process) = reader.Daemon();
        return new UnitInspection([.. units.SelectMany(reader.Read)], user, process);
    });

    private static (T? Found, string Why) Asked<T>(TimeProvider clock, Func<UnitFactsReader, T> ask)
    {
        try
        {
            using var bus = Bus.OpenSystem(clock, _ => { });
            return (ask(new UnitFactsReader(bus)), "");
        }
        catch (BusException silent)
        {
            return (default, silent.Message);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return (default, "libsystemd is missing");
        }
    }
}
