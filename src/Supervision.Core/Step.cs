using System.Collections.Immutable;

namespace Supervision.Core;

/// <summary>
/// The answer of a decision: the state that follows, and what is to be done about it, as data. This is the relation
/// <c>State × Event → Actions, State'</c> of Erlang's <c>gen_statem</c>; who receives a step performs its effects in order.
/// </summary>
public readonly record struct Step<TState, TEffect>(TState State, ImmutableArray<TEffect> Effects);
