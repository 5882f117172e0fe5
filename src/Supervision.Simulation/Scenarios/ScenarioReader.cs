using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Hosting;
using Supervision.Core.Schedule;
using Supervision.Core.Services;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Scenarios;

/// <summary>Reads a scenario against the configuration that it is to rehearse. Everything that is wrong is told at once.</summary>
public static class ScenarioReader
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    private static readonly DateTimeOffset AnyDay = new(2026, 11, 23, 7, 25, 0, TimeSpan.Zero);

    /// <param name="file">The scenario's file.</param>
    /// <param name="configuration">What it is rehearsed against; <c>config { }</c> of the scenario is laid over it.</param>
    /// <returns>The scenario, or null with at least one error.</returns>
    public static (Scenario? Scenario, ImmutableArray<ConfigError> Errors) Read(HoconReading file, HoconReading configuration)
    {
        if (!file.Errors.IsEmpty) return (null, file.Errors);
        var errors = new ConfigErrors();
        var root = Section.Root(file.Tree, errors);
        var section = root.Under("scenario");
        var over = section.Has("config") ? section.Verbatim("config") : null;
        var (settings, wrong) = HealthcheckSettingsReader.Read(
            over is null ? configuration : configuration with { Tree = HoconTree.Merge(configuration.Tree, over) });
        errors.AddRange(wrong);
        if (settings is null) return (null, errors.Ordered());

        var scenario = Read(section, settings);
        root.RefuseUnknown();
        return errors.IsEmpty ? (scenario, []) : (null, errors.Ordered());
    }

    private static Scenario Read(Section section, HealthcheckSettings settings)
    {
        var services = settings.Services.Select(service => service.Name).ToImmutableArray();
        var (start, problem) = InstantText.Read(section.Text("start"), settings.Zone);
        if (problem is not null && section.IsSound("start")) section.Reject("start", problem, "write \"2026-11-23T07:25:00\"");
        // What else is wrong can still be told.
        if (problem is not null) start = AnyDay;
        var length = section.Duration("for", Shortest, Longest);
        var events = ImmutableArray.CreateBuilder<ScenarioEvent>();
        var reader = new EventReader(services, [.. settings.Notify.Channels.Select(channel => channel.Name)]);
        var last = start;
        foreach (var one in section.Items("events"))
        {
            var at = Time(one, "at", start, last, settings.Zone);
            if (one.IsSound("at") && at < last && problem is null)
                one.Reject("at", "is before the event above it, or before the start", "write the events in their order");
            if (problem is null) RefuseLater(one, "at", at);
            if (one.IsSound("at")) last = at;
            if (reader.Read(one) is { } fault) events.Add(new ScenarioEvent(at, fault));
        }

        var expectations = new ExpectationReader(services, (one, key) =>
        {
            var at = Time(one, key, start, start, settings.Zone);
            if (problem is null) RefuseLater(one, key, at);
            if (problem is null && one.IsSound(key) && at < start)
                one.Reject(key, "is before the start", "write a later time");
            return at;
        });
        var expected = section.Items("expect");
        if (expected.Count == 0)
            section.Reject("expects nothing, and so can never fail", "write expect = [ { recovered = all } ]");
        return new Scenario(
            section.Text("title"),
            settings,
            start,
            length,
            events.ToImmutable(),
            [.. expected.Select(expectations.Read).OfType<Expectation>()],
            section.Has("units") ? ReadUnits(section.Under("units"), services) : ImmutableDictionary<ServiceName, UnitPlan>.Empty);

        // What a time of day was taken for is said: it is the next one, and may be tomorrow's.
        void RefuseLater(Section one, string key, DateTimeOffset at)
        {
            if (!section.IsSound("for") || !one.IsSound(key) || at <= start + length) return;
            var when = TimeZoneInfo.ConvertTime(at, settings.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            one.Reject(key, $"is {when}, which is after the end of the scenario", "write another time, or a longer for");
        }
    }

    private static DateTimeOffset Time(Section section, string key, DateTimeOffset start, DateTimeOffset notBefore, TimeZoneInfo zone)
    {
        var (at, problem) = ScenarioTime.Read(section.Text(key), start, notBefore, zone);
        if (problem is not null && section.IsSound(key)) section.Reject(key, problem, "see the guide of the simulation");
        return at;
    }

    private static ImmutableDictionary<ServiceName, UnitPlan> ReadUnits(Section units, ImmutableArray<ServiceName> services)
    {
        var plans = ImmutableDictionary.CreateBuilder<ServiceName, UnitPlan>();
        foreach (var unit in units.Children())
        {
            var known = services.Where(service => service.Text == unit.Name).ToList();
            if (known.Count == 0)
                unit.Reject("is no service of the configuration", $"write one of {string.Join(", ", services)}");
            else
                plans[known[0]] = ReadUnit(unit);
        }

        return plans.ToImmutable();
    }

    private static UnitPlan ReadUnit(Section unit) => new(
        unit.Has("starts-in") ? unit.Duration("starts-in", TimeSpan.Zero, Longest) : UnitPlan.Usual.StartsIn,
        unit.Has("revives-in") ? unit.Duration("revives-in", TimeSpan.Zero, Longest) : null,
        unit.Has("parts") ? [.. unit.Texts("parts").Select(UnitName.Of)] : []);
}
