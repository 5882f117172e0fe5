using System.Collections.Immutable;

namespace Supervision.Core.Configuration;

/// <summary>A value as written, its substitutions not yet replaced: they may refer to what only a later line or file says.</summary>
internal abstract class RawValue(SourcePosition where)
{
    public SourcePosition Where { get; } = where;
}

internal sealed class RawScalar(HoconValue.Scalar value) : RawValue(value.Where)
{
    public HoconValue.Scalar Value { get; } = value;
}

internal sealed class RawList(ImmutableArray<RawValue> items, SourcePosition where) : RawValue(where)
{
    public ImmutableArray<RawValue> Items { get; } = items;
}

/// <summary>One substitution, or texts and substitutions joined.</summary>
/// <param name="scope">Where paths are looked up before the root: what an included file says refers to that file first.</param>
internal sealed class RawJoin(ImmutableArray<Piece> pieces, RawObject scope, SourcePosition where) : RawValue(where)
{
    public ImmutableArray<Piece> Pieces { get; } = pieces;

    public RawObject Scope { get; } = scope;
}

/// <summary>A part of a joined value.</summary>
internal abstract record Piece
{
    private Piece() { }

    public sealed record Literal(string Text) : Piece;

    public sealed record Substitution(ImmutableArray<string> Path, bool Optional, SourcePosition Where) : Piece
    {
        /// <summary>The substitution as written.</summary>
        public string Told => $"${{{(Optional ? "?" : "")}{KeyPath.Join(Path)}}}";
    }
}

/// <summary>Named values as written. Objects of one key are merged while they are read, so no text is merged twice.</summary>
/// <param name="owner">The field it belongs to, or null for the root.</param>
/// <param name="depth">Objects and lists around it.</param>
internal sealed class RawObject(RawField? owner, int depth, SourcePosition where) : RawValue(where)
{
    private readonly Dictionary<string, RawField> _byKey = new(StringComparer.Ordinal);

    public int Depth => depth;

    public string Path => owner?.Path ?? "";

    public List<RawField> Fields { get; } = [];

    public RawField? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The field of a key, new or known; the position is that of the latest mention.</summary>
    public RawField Mention(string key, SourcePosition where)
    {
        if (!_byKey.TryGetValue(key, out var field))
        {
            _byKey[key] = field = new(key, this);
            Fields.Add(field);
        }
        field.Where = where;
        return field;
    }
}
