using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Holds;
using Supervision.Core.Resources;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Scenarios;

/// <summary>Reads one event: the key says what happens, and the others how.</summary>
/// <param name="services">Those that the configuration watches.</param>
/// <param name="channels">The ways to people that it has.</param>
internal sealed class EventReader(ImmutableArray<ServiceName> services, ImmutableArray<string> channels)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <summary>What can happen, in the order in which the documents tell of it.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        "kill", "exit", "stop", "start", "hang", "heal", "mask", "crash-loop", "slow-start", "stuck-start", "probe", "backend", "reboot",
        "kill-daemon", "clock", "suspend", "disk", "bus", "signals", "channel", "hold", "resume", "obstacle", "figure", "budget",
    ];

    /// <returns>Null where an error was told.</returns>
    public Fault? Read(Section section)
    {
        var kind = new EntryKind(Kinds, "says nothing that happens", "says two things that happen", "write an event for each").Of(section);
        return kind is null ? null : Read(section, kind);
    }

    private Fault? Read(Section section, string kind) => kind switch
    {
        "kill" => new Fault.Kill(Service(section, kind)),
        "exit" => new Fault.Exit(Service(section, kind)),
        "stop" => new Fault.Stop(Service(section, kind)),
        "start" => new Fault.Start(Service(section, kind)),
        "hang" => new Fault.Hang(Service(section, kind)),
        "heal" => new Fault.Heal(Service(section, kind)),
        "mask" => new Fault.Mask(Service(section, kind)),
        "crash-loop" => new Fault.CrashLoop(Service(section, kind), Time(section, "lives"), For(section)),
        "slow-start" => new Fault.SlowStart(Service(section, kind), Time(section, "takes")),
        "stuck-start" => new Fault.StuckStart(Service(section, kind)),
        "probe" => new Fault.Lie(Service(section, kind), Word<ProbeLie>(section, "says"), For(section)),
        "backend" => Backend(section.Under(kind)),
        "reboot" => new Fault.Reboot(Time(section, kind)),
        "kill-daemon" => new Fault.KillDaemon(
            Word<DeathPoint>(section, kind),
            section.Has("skip") ? section.Number("skip", 0, 1000) : 0,
            section.Has("back-in") ? Time(section, "back-in") : TimeSpan.FromSeconds(2)),
        "clock" => Clock(section),
        "suspend" => new Fault.Suspend(Time(section, kind)),
        "disk" => new Fault.Disk(Word<DiskState>(section, kind), For(section)),
        "bus" => section.OneOf(kind, ("lost", true)) ? new Fault.BusLost(Time(section, "for")) : null,
        "signals" => new Fault.Signals(Word<SignalTrouble>(section, kind), Time(section, "for")),
        "channel" => new Fault.ChannelDown(Channel(section, kind), Time(section, "for")),
        "hold" => new Fault.Hold(ServiceOrAll(section, kind), Time(section, "for"), section.Has("reason") ? section.Text("reason") : ""),
        "resume" => new Fault.Resume(ServiceOrAll(section, kind)),
        "obstacle" => new Fault.InTheWay(Word<ObstacleKind>(section, kind), Time(section, "for")),
        "figure" => Figure(section),
        _ => section.OneOf(kind, ("freed", true)) ? new Fault.FreeBudget() : null,
    };

    private Fault.Backend Backend(Section backend) => new(
        backend.Has("exit") ? backend.Number("exit", 0, 255) : 0,
        backend.Has("times") ? backend.Number("times", 1, 1000) : null,
        !backend.Has("takes") ? TimeSpan.FromSeconds(20) : backend.Text("takes") == "forever" ? null : Time(backend, "takes"),
        backend.Has("brings") ? [.. backend.ManyOf("brings", Services())] : null,
        backend.Has("refused") ? backend.Text("refused") : null);

    private static Fault.StepClock? Clock(Section section)
    {
        var text = section.Text("clock");
        if (text.Length > 1 && text[0] is '+' or '-')
        {
            var (by, problem) = DurationText.Read(text[1..], TimeSpan.Zero, Longest);
            if (problem is null) return new Fault.StepClock(text[0] == '-' ? -by : by);
        }

        section.Reject("clock", $"must be a step, but is {Excerpt.Of(text)}", "write \"+1h\" or \"-1h\"");
        return null;
    }

    private static Fault.Figure? Figure(Section section)
    {
        var metric = section.Text("figure");
        var kind = metric.Split(':')[0];
        if (!Enum.GetValues<MetricKind>().Any(one => FaultText.Word(one) == kind))
            section.Reject("figure", $"is no figure of a host: {Excerpt.Of(metric)}", "write \"memory\", \"cpu\", \"disk:/\" …");
        if (double.TryParse(section.Text("value"), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return section.IsSound("figure") ? new Fault.Figure(metric, value) : null;
        section.Reject("value", $"must be a number, but is {Excerpt.Of(section.Text("value"))}", "write a number, such as 97");
        return null;
    }

    private string Channel(Section section, string key)
    {
        var name = section.Text(key);
        if (!channels.Contains(name) && section.IsSound(key))
        {
            section.Reject(
                key,
                $"is no channel of the configuration: {Excerpt.Of(name)}",
                channels.IsEmpty ? "write one into config { healthcheck.notify { … } }" : $"write one of {string.Join(", ", channels)}");
        }

        return name;
    }

    private ServiceName Service(Section section, string key) => section.OneOf(key, Services());

    private ServiceName? ServiceOrAll(Section section, string key) =>
        section.OneOf<ServiceName?>(key, [("all", null), .. services.Select(name => (name.Text, (ServiceName?)name))]);

    private (string, ServiceName)[] Services() => [.. services.Select(name => (name.Text, name))];

    private static T Word<T>(Section section, string key)
        where T : struct, Enum => section.OneOf(key, [.. Enum.GetValues<T>().Select(value => (FaultText.Word(value), value))]);

    private static TimeSpan Time(Section section, string key) => section.Duration(key, TimeSpan.Zero, Longest);

    private static TimeSpan? For(Section section) => section.Has("for") ? Time(section, "for") : null;
}
