namespace Supervision.Core.Configuration;

/// <summary>
/// A key and everything said about it that still counts, in order. A plain value ends what was said before; a substitution does not,
/// as it may be absent, or an object that is merged.
/// </summary>
internal sealed class RawField(string key, RawObject within)
{
    private readonly List<RawValue> _layers = [];

    public string Key => key;

    public RawObject Within => within;

    public string Path => KeyPath.Append(within.Path, key);

    public SourcePosition Where { get; set; }

    public IReadOnlyList<RawValue> Layers => _layers;

    public ResolutionState State { get; set; }

    /// <summary>What the layers come to, or null where all were absent; to be read when resolved.</summary>
    public HoconValue? Resolved { get; set; }

    /// <summary>The object that can be looked into without resolving anything, or null.</summary>
    public RawObject? PlainObject => _layers is [RawObject only] ? only : null;

    public void Add(RawValue value)
    {
        if (value is not RawJoin) _layers.Clear();
        _layers.Add(value);
    }

    /// <summary>The object to write further keys into.</summary>
    public RawObject OpenObject(SourcePosition where)
    {
        if (_layers.LastOrDefault() is RawObject open) return open;
        if (_layers.LastOrDefault() is RawScalar or RawList) _layers.Clear();
        var opened = new RawObject(this, within.Depth + 1, where);
        _layers.Add(opened);
        return opened;
    }
}

internal enum ResolutionState
{
    NotYet,
    UnderWay,
    Resolved,
}
