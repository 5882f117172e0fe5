namespace Supervision.Simulation.Scenarios;

/// <summary>Whether an expectation holds, and what was seen.</summary>
/// <param name="Seen">For people, such as <c>gunicorn was noticed after 12 s, at 08:03:12</c>.</param>
public sealed record Finding(bool Holds, string Seen);
