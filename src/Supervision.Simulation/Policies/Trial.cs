using System.Collections.Immutable;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Policies;

/// <summary>One fault that the configuration was tried against, and what came of it. Times count from the fault.</summary>
/// <param name="What">The fault, for people: <c>its processes are killed</c>.</param>
/// <param name="Service">Whom it struck; null for the host.</param>
/// <param name="Faults">All that struck together, as a scenario writes them.</param>
/// <param name="Noticed">Until it was dealt with as an outage; null where it never was.</param>
/// <param name="Evidence">By what; empty where it was not noticed.</param>
/// <param name="FirstRun">Until the first run; null where there was none.</param>
/// <param name="UpAgain">Until every service worked again, for good; null where that was never so, and zero where one always did.</param>
/// <param name="Runs">How many there were.</param>
/// <param name="Told">Until a channel took the first message, by channel.</param>
public sealed record Trial(
    string What,
    ServiceName? Service,
    ImmutableArray<Fault> Faults,
    TimeSpan? Noticed,
    string Evidence,
    TimeSpan? FirstRun,
    TimeSpan? UpAgain,
    int Runs,
    ImmutableSortedDictionary<string, TimeSpan> Told);
