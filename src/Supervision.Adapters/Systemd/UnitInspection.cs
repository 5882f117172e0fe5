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

    /// <summary>The units in the order in which they were asked for, the parts of an umbrella after it; their files are named, and not
    /// read.</summary>
    public ImmutableArray<UnitFacts> Units => _units;

    /// <summary>The user that the daemon's unit is run as; empty where it does not say so, or there is none.</summary>
    public string DaemonUser { get; }

    /// <summary>The daemon's main process; null while it does not run.</summary>
    public int? DaemonProcess { get; }

    /// <returns>What was found, or null and why systemd could not be asked.</returns>
    public static (UnitInspection? Found, string Why) Of(ImmutableArray<UnitName> units, TimeProvider clock)
    {
        try
        {
            using var bus = Bus.OpenSystem(clock, _ => { });
            var reader = new UnitFactsReader(bus);
            var (user, process) = reader.Daemon();
            return (new UnitInspection([.. units.SelectMany(reader.Read)], user, process), "");
        }
        catch (BusException silent)
        {
            return (null, silent.Message);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return (null, "libsystemd is missing");
        }
    }
}
