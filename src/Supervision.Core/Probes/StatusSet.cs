using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>A set of HTTP statuses as operators write it: <c>200-399</c>, <c>200,204,301-308</c>; empty for none.</summary>
public sealed class StatusSet
{
    private readonly ImmutableArray<(int First, int Last)> _ranges;

    private StatusSet(string text, ImmutableArray<(int First, int Last)> ranges) => (Text, _ranges) = (text, ranges);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public static StatusSet Empty { get; } = new("", []);

    public bool Contains(int status) => _ranges.Any(range => range.First <= status && status <= range.Last);

    /// <returns>Null where the text is no such set.</returns>
    public static StatusSet? Of(string text)
    {
        if (text.Length == 0)
            return Empty;
        var ranges = text.Split(',').Select(RangeOf).ToList();
        return ranges.All(range => range is not null) ? new StatusSet(text, [.. ranges.Select(range => range!.Value)]) : null;
    }

    internal static StatusSet Read(Section probe, string key)
    {
        var text = probe.Text(key);
        if (Of(text) is { } set)
            return set;
        probe.Reject(
            key, $"must be statuses from 100 to 599, but is {Excerpt.Of(text)}", "write for example \"200-399\" or \"200,204,401\"");
        return Empty;
    }

    public override string ToString() => Text;

    private static (int First, int Last)? RangeOf(string text)
    {
        var ends = text.Split('-');
        if (ends.Length > 2 || StatusOf(ends[0]) is not { } first || StatusOf(ends[^1]) is not { } last || first > last)
            return null;
        return (first, last);
    }

    private static int? StatusOf(string text) =>
        int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599
            ? status
            : null;
}
