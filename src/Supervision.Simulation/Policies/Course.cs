using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Policies;

/// <summary>A configuration run against faults, and read as a <see cref="Trial"/>.</summary>
internal static class Course
{
    /// <summary>Until then everything has been up for so long that every probe has passed and no start is remembered.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(45);

    /// <summary>What happened from the fault on.</summary>
    /// <param name="at">When the faults strike.</param>
    public static ImmutableArray<Happening> Of(HealthcheckSettings settings, DateTimeOffset at, IEnumerable<Fault> faults, TimeSpan length)
    {
        var seen = ImmutableArray.CreateBuilder<Happening>();
        using var world = new World(new WorldPlan(settings, at - Before), seen.Add);
        world.Pass(Before);
        seen.Clear();
        foreach (var fault in faults)
            world.Strike(fault);
        world.Pass(length);
        return seen.ToImmutable();
    }

    public static Trial Read(string what, ServiceName? service, ImmutableArray<Fault> faults, ImmutableArray<Happening> seen)
    {
        var start = seen[0].Elapsed;
        var noticed = seen.OfType<Happening.Stored>().FirstOrDefault(stored => IsNoticed(stored.Entry, service));
        var runs = seen.OfType<Happening.RunStarted>().ToList();
        return new Trial(
            what,
            service,
            faults,
            noticed?.Elapsed - start,
            (noticed?.Entry as JournalEntry.DecisionTaken)?.Decision.Evidence ?? "",
            runs.FirstOrDefault()?.Elapsed - start,
            UpAgain(seen, start),
            runs.Count,
            seen.OfType<Happening.Sent>().Where(sent => sent.Taken).GroupBy(sent => sent.Message.Channel)
                .ToImmutableSortedDictionary(sent => sent.Key, sent => sent.First().Elapsed - start, StringComparer.Ordinal));
    }

    private static bool IsNoticed(JournalEntry entry, ServiceName? service) =>
        entry is JournalEntry.DecisionTaken { Decision: { Choice: Choice.OpenIncident or Choice.JoinIncident, Service: { } about } }
        && (service is null || about == service);

    private static TimeSpan? UpAgain(ImmutableArray<Happening> seen, TimeSpan start)
    {
        var works = new Dictionary<ServiceName, bool>();
        TimeSpan? since = TimeSpan.Zero;
        foreach (var changed in seen.OfType<Happening.UnitChanged>())
        {
            works[changed.Service] = changed.Works;
            since = works.Values.All(working => working) ? since ?? changed.Elapsed - start : null;
        }

        return since;
    }
}
