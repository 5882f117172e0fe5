using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Simulation.Scenarios;

/// <summary>Reads one expectation: the key says what is expected, and the others how exactly.</summary>
/// <param name="time">Reads a time of the scenario.</param>
internal sealed class ExpectationReader(ImmutableArray<ServiceName> services, Func<Section, string, DateTimeOffset> time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <summary>What can be expected, in the order in which the documents tell of it.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        "detected", "undetected", "root", "incidents", "runs", "no-run-from", "recovered", "down", "told", "not-told", "logged",
        "not-logged", "decided", "refused", "lives",
    ];

    /// <returns>Null where an error was told.</returns>
    public Expectation? Read(Section section)
    {
        var kind = new EntryKind(Kinds, "expects nothing", "expects two things", "write an expectation for each").Of(section);
        return kind is not null && Read(section, kind) is { } read ? read with { Text = section.Shown } : null;
    }

    private Expectation? Read(Section section, string kind) => kind switch
    {
        "detected" => new Expectation.Detected(
            Service(section, kind), section.Has("within") ? section.Duration("within", TimeSpan.Zero, Longest) : null),
        "undetected" => new Expectation.Undetected(Service(section, kind)),
        "root" => new Expectation.Root(Service(section, kind)),
        "incidents" => Count(section, kind) is { } amount ? new Expectation.Incidents(amount) : null,
        "runs" => Count(section, kind) is { } amount ? new Expectation.Runs(amount, Step(section)) : null,
        "no-run-from" => NoRun(section, kind),
        "recovered" => new Expectation.Recovered(WhoRecovers(section, kind), By(section)),
        "down" => new Expectation.Down(Service(section, kind)),
        "told" => new Expectation.Told(section.Text(kind), Channel(section), By(section), Ever: true),
        "not-told" => new Expectation.Told(section.Text(kind), Channel(section), By(section), Ever: false),
        "logged" => new Expectation.Logged(section.Text(kind), Ever: true),
        "not-logged" => new Expectation.Logged(section.Text(kind), Ever: false),
        "decided" => new Expectation.Decided(section.Text(kind), null),
        "refused" => new Expectation.Decided(section.Text(kind), Choice.Refuse),
        _ => Count(section, kind) is { } amount ? new Expectation.Lives(amount) : null,
    };

    private Expectation.NoRun NoRun(Section section, string kind)
    {
        var (from, to) = (time(section, kind), time(section, "to"));
        if (section.IsSound(kind) && section.IsSound("to") && to <= from)
            section.Reject("to", "is not after no-run-from, and so can never fail", "write a later time");
        return new Expectation.NoRun(from, to);
    }

    private static Amount? Count(Section section, string key)
    {
        var text = section.Text(key);
        if (Amount.Read(text) is { } amount) return amount;
        if (section.IsSound(key))
            section.Reject(key, $"must be a number, but is {Excerpt.Of(text)}", "write 3, \"at most 3\" or \"at least 3\"");
        return null;
    }

    private static RecoveryStep? Step(Section section) => section.Has("step")
        ? section.OneOf("step", ("unit", RecoveryStep.Unit), ("dependents", RecoveryStep.Dependents), ("backend", RecoveryStep.Backend))
        : null;

    private DateTimeOffset? By(Section section) => section.Has("by") ? time(section, "by") : null;

    private static string? Channel(Section section) => section.Has("channel") ? section.Text("channel") : null;

    private ServiceName Service(Section section, string key) =>
        section.OneOf(key, [.. services.Select(name => (name.Text, name))]);

    private ImmutableArray<ServiceName> WhoRecovers(Section section, string key) =>
        section.OneOf<ImmutableArray<ServiceName>>(
            key, [("all", services), .. services.Select(name => (name.Text, ImmutableArray.Create(name)))]);
}
