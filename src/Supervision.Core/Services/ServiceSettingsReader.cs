using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;

namespace Supervision.Core.Services;

/// <summary>Reads <c>healthcheck.services</c>.</summary>
public static class ServiceSettingsReader
{
    /// <summary>The section that is no service, and what every service has unless it says otherwise.</summary>
    public const string Defaults = "defaults";

    /// <param name="probes">What lies below the probes of every service.</param>
    /// <param name="backend">The unit of the recovery run, which nobody may watch as a service.</param>
    /// <param name="isWhole">Everything that was written could be read; otherwise what is missing here may stand in what could not.</param>
    /// <param name="needsCommands">The daemon starts the services itself, so each has to say what it runs.</param>
    internal static ImmutableArray<ServiceSettings> Read(
        Section services, ProbeDefaults probes, UnitName backend, bool isWhole, bool needsCommands)
    {
        var defaults = services.Template(Defaults);
        var read = services.Keys
            .Where(key => key != Defaults)
            .Select(key => (Section: services.Under(key).Over(defaults), Name: new ServiceName(key)))
            .Select(service => (service.Section, Settings: ReadOne(service.Section, service.Name, probes)))
            .ToList();
        var enabled = read.Where(service => service.Section.Flag("enabled")).ToList();

        if (enabled.Count == 0 && isWhole)
            services.Reject("names no service", "add one, such as: services { nginx { } }");
        foreach (var (section, settings) in enabled)
            Check(section, settings, backend, needsCommands);
        RefuseSharedUnits(enabled);
        var graph = enabled.ToDictionary(service => service.Settings.Name, service => service.Settings.DependsOn);
        foreach (var (section, settings) in enabled)
            CheckDependencies(section, settings, graph, isWhole);
        return [.. enabled.Select(service => service.Settings)];
    }

    private static ServiceSettings ReadOne(Section section, ServiceName name, ProbeDefaults probes)
    {
        var unit = section.Text("unit");
        return new ServiceSettings(
            name,
            UnitName.Of(unit.Length == 0 ? name.Text : unit),
            section.OneOf("manual-stop", ("tick", ManualStop.Tick), ("act", ManualStop.Act), ("respect", ManualStop.Respect)),
            [.. section.Texts("depends-on").Select(text => new ServiceName(text))],
            section.Texts("exec"))
        {
            Probes = ProbeSettingsReader.Read(section.Under("probes"), name, probes),
            StartGrace = section.Duration("start-grace", TimeSpan.Zero, TimeSpan.FromHours(1)),
            Steps = StepsReader.Read(section),
            Flapping = ReadFlapping(section.Under("flapping")),
        };
    }

    private static FlapSettings ReadFlapping(Section flapping) => new(
        flapping.Number("times", 0, 1000), flapping.Duration("within", TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)));

    private static void Check(Section section, ServiceSettings settings, UnitName backend, bool needsCommands)
    {
        // Told of the service and not of its key: the unit may follow from the name, and exec from the defaults.
        if (settings.Unit == UnitName.Ourselves)
        {
            section.Reject(
                $"watches {UnitName.Ourselves}, the daemon itself", "watch another unit; systemd's watchdog looks after the daemon");
        }

        if (settings.Unit.Mistake is { } mistake)
            section.Reject($"watches {settings.Unit}, {mistake.Message}", mistake.Remedy);
        if (settings.Unit == backend)
            section.Reject($"watches {backend}, the unit of the recovery run", "watch another unit");
        if (needsCommands && settings.Command.IsEmpty)
            section.Reject(
                "has no exec, and with host = processes the daemon starts the service itself", "add exec = [\"/path/to/program\", \"its\", \"arguments\"]");
    }

    private static void RefuseSharedUnits(List<(Section Section, ServiceSettings Settings)> services)
    {
        foreach (var sharing in services.GroupBy(service => service.Settings.Unit).Where(group => group.Skip(1).Any()))
        {
            var first = sharing.First().Settings;
            foreach (var (section, settings) in sharing.Skip(1))
                section.Reject($"watches {settings.Unit}, which the service {first.Name} watches already", "drop one of the two");
        }
    }

    private static void CheckDependencies(
        Section section, ServiceSettings settings, Dictionary<ServiceName, ImmutableArray<ServiceName>> graph, bool isWhole)
    {
        foreach (var dependency in settings.DependsOn)
        {
            if (!graph.ContainsKey(dependency) && isWhole)
                section.Reject(
                    "depends-on", $"names {dependency}, which is no service here", $"write one of {string.Join(", ", graph.Keys)}");
            else if (DependencyCycles.Find(settings.Name, dependency, graph) is { } cycle)
                section.Reject("depends-on", $"makes a cycle: {string.Join(" -> ", cycle)}", "take one of them out");
        }
    }
}
