using System.Collections.Immutable;
using System.Diagnostics;

namespace Supervision.Core.Configuration;

/// <summary>
/// Replaces substitutions. Fields are resolved on demand, each once: whoever is asked for while under way refers to itself, by whatever
/// detour. (HOCON would look back at the earlier value; that is refused, as nobody can see it from the line alone.)
/// </summary>
internal sealed class Resolver(RawObject root, Func<string, string?> environment, Charge charge, Complaints complaints)
{
    private const int LongestRoundTold = 8;

    private readonly List<RawField> _underWay = [];
    private int _depth;

    public HoconValue.Map Resolve() => Object(root);

    private HoconValue? Field(RawField field)
    {
        if (field.State == ResolutionState.Resolved) return field.Resolved;
        field.State = ResolutionState.UnderWay;
        _underWay.Add(field);
        foreach (var layer in field.Layers)
        {
            if (Value(layer, field) is { } value) field.Resolved = Lay(value, field.Resolved, layer.Where);
        }
        _underWay.RemoveAt(_underWay.Count - 1);
        field.State = ResolutionState.Resolved;
        return field.Resolved;
    }

    private HoconValue Lay(HoconValue value, HoconValue? onto, SourcePosition where)
    {
        if ((onto, value) is not (HoconValue.Map below, HoconValue.Map above)) return value;
        // Merging copies what lies below: many small objects over a large one would take a square of time.
        return charge.Copy(below.Extent, where) ? HoconTree.Merge(below, above) : value;
    }

    /// <summary>The value, or null where optional substitutions leave nothing, or after a complaint.</summary>
    private HoconValue? Value(RawValue raw, RawField field)
    {
        if (complaints.Exhausted) return null;
        if (_depth == HoconLimits.ResolutionDepth)
        {
            complaints.Add(
                raw.Where,
                $"substitutions lead more than {HoconLimits.ResolutionDepth} steps deep",
                "write the value itself",
                field.Path);
            return null;
        }
        _depth++;
        var value = raw switch
        {
            RawScalar scalar => scalar.Value,
            RawObject entries => Object(entries),
            RawList list => new HoconValue.List([.. list.Items.Select(item => Value(item, field)).OfType<HoconValue>()], list.Where),
            RawJoin join => Join(join, field),
            _ => throw new UnreachableException(),
        };
        _depth--;
        return value;
    }

    private HoconValue.Map Object(RawObject raw)
    {
        var entries = ImmutableArray.CreateBuilder<HoconEntry>(raw.Fields.Count);
        foreach (var field in raw.Fields)
            if (Field(field) is { } value) entries.Add(new(field.Key, field.Where, value));
        return new(entries.ToImmutable(), raw.Where);
    }

    private HoconValue? Join(RawJoin join, RawField field)
    {
        if (join.Pieces is [Piece.Substitution alone]) return Substitute(alone, join.Scope, field);
        var texts = new List<string>();
        var length = 0L;
        foreach (var piece in join.Pieces)
        {
            var text = piece is Piece.Literal literal ? literal.Text : Text((Piece.Substitution)piece, join.Scope, field);
            if (text is null) continue;
            texts.Add(text);
            length += text.Length;
        }
        if (texts.Count == 0) return null;
        if (length <= HoconLimits.FileCharacters) return new HoconValue.Scalar(string.Concat(texts), quoted: true, join.Where);
        complaints.Add(join.Where, "the joined text is larger than 1 MiB", "join less", field.Path);
        return null;
    }

    private string? Text(Piece.Substitution substitution, RawObject scope, RawField field)
    {
        if (Substitute(substitution, scope, field) is not { } value) return null;
        if (value is HoconValue.Scalar scalar) return scalar.Text;
        complaints.Add(
            substitution.Where,
            $"{substitution.Told} is not a text and cannot be joined to one",
            "let it stand alone, or refer to a text",
            field.Path);
        return null;
    }

    private HoconValue? Substitute(Piece.Substitution substitution, RawObject scope, RawField field)
    {
        var asked = complaints.Errors.Count;
        var found = Look(scope, substitution, field)
            ?? (scope == root ? null : Look(root, substitution, field))
            ?? Environment(substitution);
        if (complaints.Errors.Count > asked) return null;
        if (found is null)
        {
            if (!substitution.Optional)
                complaints.Add(
                    substitution.Where,
                    $"{substitution.Told} is neither a key nor an environment variable",
                    $"define it, or write ${{?{KeyPath.Join(substitution.Path)}}} if it may be missing",
                    field.Path);
            return null;
        }
        if (!charge.Copy(found.Extent, substitution.Where)) return null;
        if (field.Within.Depth + found.Extent.Height <= HoconLimits.Depth) return found with { Where = substitution.Where };
        complaints.Add(
            substitution.Where,
            $"{substitution.Told} makes objects and lists lie more than {HoconLimits.Depth} deep",
            "write it flatter",
            field.Path);
        return null;
    }

    private HoconValue? Look(RawObject within, Piece.Substitution substitution, RawField asking)
    {
        for (var at = 0; at < substitution.Path.Length; at++)
        {
            if (within.Find(substitution.Path[at]) is not { } field) return null;
            // As long as nothing on the way is itself substituted, look past it: a.x may refer to a.y.
            if (at < substitution.Path.Length - 1 && field.PlainObject is { } plain) within = plain;
            else return Descend(Reach(field, substitution, asking), substitution.Path.AsSpan()[(at + 1)..]);
        }
        return null;
    }

    private HoconValue? Reach(RawField field, Piece.Substitution substitution, RawField asking)
    {
        if (field.State != ResolutionState.UnderWay) return Field(field);
        var round = _underWay.SkipWhile(open => open != field).Append(field).Select(open => open.Path).ToList();
        var told = round.Count <= LongestRoundTold ? string.Join(" -> ", round) : $"by way of {round.Count} keys";
        complaints.Add(
            substitution.Where,
            $"{substitution.Told} refers to itself: {told}",
            "write the value itself, or give the other one another name",
            asking.Path);
        return null;
    }

    private static HoconValue? Descend(HoconValue? value, ReadOnlySpan<string> path)
    {
        foreach (var key in path) value = (value as HoconValue.Map)?.Find(key)?.Value;
        return value;
    }

    private HoconValue.Scalar? Environment(Piece.Substitution substitution) =>
        environment(string.Join('.', substitution.Path)) is { } text ? new(text, quoted: false, substitution.Where) : null;
}
