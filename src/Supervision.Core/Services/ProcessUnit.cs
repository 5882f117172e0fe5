using System.Collections.Immutable;

namespace Supervision.Core.Services;

/// <summary>A service that this host runs itself, as a child process.</summary>
/// <param name="Command">The program and its arguments, as they are: no shell in between. A program without a slash is
/// looked up in <c>PATH</c>.</param>
public sealed record ProcessUnit(UnitName Unit, ImmutableArray<string> Command);
