using System.Globalization;
using Supervision.Core.Configuration;

namespace Supervision.Core.Journal;

/// <summary>The configuration in force as decisions quote it: a key's value, and where it is written.</summary>
public sealed class Rulebook(HoconValue.Map tree)
{
    /// <summary>For who decides by settings that were never written anywhere.</summary>
    public static Rulebook Empty { get; } = new(new HoconValue.Map([], new SourcePosition("", 0, 0)));

    /// <summary>The key as <c>config show</c> prints it; one that is written nowhere is quoted without value and origin.</summary>
    public Rule Quote(params ReadOnlySpan<string> path)
    {
        var name = KeyPath.Join(path.ToArray());
        HoconValue value = tree;
        var where = tree.Where;
        foreach (var key in path)
        {
            if ((value as HoconValue.Map)?.Find(key) is not { } entry)
                return new Rule(name, "", "");
            (value, where) = (entry.Value, entry.Where);
        }

        return new Rule(name, HoconRenderer.OnOneLine(value), string.Create(CultureInfo.InvariantCulture, $"{where.File}:{where.Line}"));
    }
}
