using System.Collections.Immutable;

namespace Supervision.Core.Configuration;

/// <summary>Lays one configuration over another.</summary>
public static class HoconTree
{
    /// <summary>
    /// Both trees as one: objects are merged key by key, anything else of <paramref name="above"/> takes the place of what is below.
    /// Every key keeps the position of the tree that decided it. Substitutions of the two do not see each other; to let them, read
    /// both as layers of one <see cref="HoconReader"/>.
    /// </summary>
    public static HoconValue.Map Merge(HoconValue.Map below, HoconValue.Map above)
    {
        var entries = ImmutableArray.CreateBuilder<HoconEntry>(below.Entries.Length + above.Entries.Length);
        foreach (var entry in below.Entries)
            entries.Add(above.Find(entry.Key) is { } over ? Merge(entry, over) : entry);
        foreach (var entry in above.Entries)
            if (below.Find(entry.Key) is null) entries.Add(entry);
        return new(entries.ToImmutable(), above.Where);
    }

    private static HoconEntry Merge(HoconEntry below, HoconEntry above) =>
        (below.Value, above.Value) is (HoconValue.Map lower, HoconValue.Map upper)
            ? above with { Value = Merge(lower, upper) }
            : above;
}
