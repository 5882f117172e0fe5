using System.Collections.Immutable;

namespace Supervision.Core.Configuration;

/// <summary>A value of a configuration tree; it knows where it was written.</summary>
public abstract record HoconValue
{
    private HoconValue(SourcePosition where, Extent extent) => (Where, Extent) = (where, extent);

    /// <summary>Where the value begins; of a substituted scalar, where the substitution stands.</summary>
    public SourcePosition Where { get; init; }

    internal Extent Extent { get; }

    /// <summary>A text, number, flag, duration: what it means is decided by who reads it.</summary>
    public sealed record Scalar : HoconValue
    {
        public Scalar(string text, bool quoted, SourcePosition where)
            : base(where, Configuration.Extent.Of(text)) => (Text, Quoted) = (text, quoted);

        /// <summary>The text without its quotes, escapes replaced.</summary>
        public string Text { get; }

        /// <summary>Whether it was written in quotes or joined from parts.</summary>
        public bool Quoted { get; }
    }

    /// <summary>Values in brackets.</summary>
    public sealed record List : HoconValue
    {
        public List(ImmutableArray<HoconValue> items, SourcePosition where)
            : base(where, Configuration.Extent.Around(items.Select(item => item.Extent))) => Items = items;

        public ImmutableArray<HoconValue> Items { get; }
    }

    /// <summary>Named values in order of first appearance. One object may be merged from several places.</summary>
    public sealed record Map : HoconValue
    {
        private readonly Dictionary<string, HoconEntry> _byKey;

        /// <exception cref="ArgumentException">Two entries have the same key.</exception>
        public Map(ImmutableArray<HoconEntry> entries, SourcePosition where)
            : base(where, Configuration.Extent.Around(entries.Select(entry => entry.Extent)))
        {
            Entries = entries;
            _byKey = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        }

        public ImmutableArray<HoconEntry> Entries { get; }

        /// <summary>The entry of a key (one key, not a path), or null.</summary>
        public HoconEntry? Find(string key) => _byKey.GetValueOrDefault(key);
    }
}

/// <summary>A key and its value.</summary>
/// <param name="Where">Where the key was written last: the place that decided the value.</param>
public sealed record HoconEntry(string Key, SourcePosition Where, HoconValue Value)
{
    internal Extent Extent => Value.Extent with { Characters = Value.Extent.Characters + Key.Length };
}
