using Supervision.Core.Doctor;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>Reads how a unit is set up: the properties of org.freedesktop.systemd1(5) that follow from its files.</summary>
internal sealed class UnitFactsReader(Bus bus)
{
    private const string Properties = "org.freedesktop.DBus.Properties";

    private readonly Pid1 _pid1 = new(bus);

    /// <summary>The user and the main process of the daemon's own unit.</summary>
    internal (string User, int? Process) Daemon()
    {
        if (List(UnitName.Ourselves) is not { } row) return ("", null);
        var service = GetAll(row.Path, Pid1.ServiceContract);
        return (service.Text("User"), service.Number("MainPID") is > 0 and var process ? (int)process : null);
    }

    /// <summary>The unit, and after it the units that it consists of where it is an umbrella.</summary>
    internal IEnumerable<UnitFacts> Read(UnitName unit)
    {
        if (List(unit) is not { } row)
        {
            yield return new UnitFacts(unit, UnitLoad.NotFound);
            yield break;
        }

        var facts = Read(unit, row);
        yield return facts;
        if (facts.Type != "oneshot") yield break;
        foreach (var part in _pid1.ConsistsOf(row.Path).Select(name => new UnitName(name)))
        {
            if (List(part) is { } found) yield return Read(part, found) with { PartOf = unit };
        }
    }

    /// <summary>The path units that are active and start <paramref name="unit"/> as soon as <paramref name="file"/> exists.</summary>
    /// <returns>Of each, whether it is enabled.</returns>
    internal IEnumerable<bool> Watchers(UnitName unit, string file)
    {
        if (List(unit) is not { } row) yield break;
        foreach (var trigger in GetAll(row.Path, Pid1.UnitContract).Texts("TriggeredBy"))
        {
            if (!trigger.EndsWith(".path", StringComparison.Ordinal)) continue;
            if (List(new UnitName(trigger)) is not { Properties.Activity: UnitActivity.Active } watcher) continue;
            if (!GetAll(watcher.Path, Pid1.PathContract).Texts("Paths").Contains($"PathExists={file}")) continue;
            yield return GetAll(watcher.Path, Pid1.UnitContract).Text("UnitFileState") == "enabled";
        }
    }

    private UnitFacts Read(UnitName unit, ListedUnit row)
    {
        var load = row.Properties.Load ?? UnitLoad.Other;
        // Of a unit without a file nothing else is to be known; it has no interface of a service either.
        if (load != UnitLoad.Loaded) return new UnitFacts(unit, load);
        var (general, service) = (GetAll(row.Path, Pid1.UnitContract), unit.IsService ? GetAll(row.Path, Pid1.ServiceContract) : new());
        string[] files = [general.Text("FragmentPath"), .. general.Texts("DropInPaths")];
        return new UnitFacts(unit, load)
        {
            Type = service.Text("Type"),
            NeedsReload = general.Number("NeedDaemonReload") == 1,
            Restart = service.Text("Restart"),
            RestartDelay = service.Time("RestartUSec"),
            StartLimitInterval = general.Time("StartLimitIntervalUSec"),
            StartLimitBurst = (int)Math.Min(general.Number("StartLimitBurst"), int.MaxValue),
            Files = [.. files.Where(file => file.Length > 0).Select(file => new TextFile(file, null))],
            Commands = service.Commands("ExecStart"),
            Environment = [.. service.Texts("Environment")],
            EnvironmentFiles = [.. service.Texts("EnvironmentFiles").Select(file => new TextFile(file, null))],
        };
    }

    private ListedUnit? List(UnitName unit)
    {
        try
        {
            return _pid1.List([unit.Text]) is [var row] ? row : null;
        }
        catch (BusException impossible) when (impossible.IsAbsence)
        {
            return null;
        }
    }

    private PropertyTable GetAll(string path, string contract)
    {
        using var call = bus.NewCall(Pid1.Name, path, Properties, "GetAll").Append(contract);
        using var answer = bus.Call(call);
        return PropertyTable.Read(answer);
    }
}
