namespace Supervision.Daemon.Control;

/// <summary>What a route of the control socket takes and gives, told to the guard before it and held against
/// <c>docs/openapi.yaml</c>.</summary>
/// <param name="Answer">The message of a success.</param>
/// <param name="Body">The message that it takes; null where it takes none.</param>
/// <param name="Query">The names that may stand in the query.</param>
internal sealed record Verb(Type Answer, Type? Body = null, params string[] Query);
