using System.Collections.Immutable;

namespace Supervision.Core.Configuration;

/// <summary>
/// Collects what is wrong, so that an operator is told everything at once. A defect of a shared default is told once, however many
/// sections inherit it.
/// </summary>
public sealed class ConfigErrors
{
    private readonly Dictionary<(SourcePosition, string), ConfigError> _errors = [];

    /// <summary>True while nothing is wrong.</summary>
    public bool IsEmpty => _errors.Count == 0;

    /// <summary>How many different errors there are.</summary>
    public int Count => _errors.Count;

    /// <summary>Takes an error; the same message about the same place is kept once.</summary>
    public void Add(ConfigError error) => _errors.TryAdd((error.Where, error.Message), error);

    /// <summary>Whether one of them is about the key of this path.</summary>
    public bool Concern(string path) => _errors.Values.Any(error => error.Path == path);

    /// <summary>Takes the errors of an earlier step.</summary>
    public void AddRange(IEnumerable<ConfigError> errors)
    {
        foreach (var error in errors) Add(error);
    }

    /// <summary>All errors, ordered by file, line and column.</summary>
    public ImmutableArray<ConfigError> Ordered() => [.. _errors.Values.OrderBy(error => error.Where)];
}
