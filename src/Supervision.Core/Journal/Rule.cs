namespace Supervision.Core.Journal;

/// <summary>The line of the configuration that a decision rests on.</summary>
/// <param name="Key">The full path: <c>healthcheck.recovery.budget.runs</c>.</param>
/// <param name="Value">As it was in force.</param>
/// <param name="Origin">Where it is written, <c>FILE:LINE</c>; empty where nobody knows.</param>
public sealed record Rule(string Key, string Value, string Origin);
