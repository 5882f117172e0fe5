using Supervision.Adapters.Linux;
using Supervision.Core.Configuration;
using Supervision.Core.Messages;
using Supervision.Core.Resources;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary>The resources for people: a line for each, with its course as a small chart.</summary>
/// <param name="width">Columns of the terminal.</param>
internal sealed class ResourcesText(Sparkline chart, Paint paint, int width)
{
    private const int Warning = 1;
    private const int Critical = 2;
    private const int Unknown = 3;
    private const int WidestName = 40;
    private const int WidestChart = 60;
    private const int NarrowestChart = 8;

    /// <summary>2 where something is critical, 1 where something is too much or running out, 3 where nothing is known yet,
    /// else 0.</summary>
    public static int ExitCodeOf(ResourcesMessage resources) =>
        resources.At is null ? Unknown
        : resources.Resources.Any(resource => resource.Raised == "critical") ? Critical
        : resources.Resources.Any(resource => resource.Raised is not null || resource.FullAt is not null) ? Warning
        : ExitCode.Success;

    public IEnumerable<string> Lines(ResourcesMessage resources)
    {
        if (resources.At is null)
            yield return "Nothing has been looked at yet.";
        var rows = resources.Resources.Select(Row).ToList();
        var (names, figures) = (Widest(rows.Select(row => row.Name)), Widest(rows.Select(row => row.Figure)));
        var columns = Math.Min(width - names - figures - "  ".Length * 2, WidestChart);
        if (rows.Count > 0 && resources.Times.Count > 0 && columns >= NarrowestChart)
            yield return $"{new string(' ', names + figures + 4)}{Scale(resources, columns)}";
        foreach (var (name, figure, resource) in rows)
        {
            var line = columns >= NarrowestChart
                ? $"{name.PadRight(names)}  {figure.PadRight(figures)}  {Course(resources, resource, columns)}"
                : $"{name.PadRight(names)}  {figure}";
            yield return line.TrimEnd() + Trouble(resource);
        }
    }

    private static int Widest(IEnumerable<string> texts) => texts.Select(text => text.Length).DefaultIfEmpty().Max();

    private static (string Name, string Figure, ResourceMessage Resource) Row(ResourceMessage resource)
    {
        // One that a later version of the daemon tells of has no words here.
        if (MetricWords.Kind(resource.Resource) is not { } kind)
            return (
                Name($"{resource.Resource} {resource.Subject}"),
                resource.Value is { } value ? FormattableString.Invariant($"{value}") : "-",
                resource);
        var metric = new Metric(kind, resource.Subject);
        return (
            Name(ResourceCatalogue.English.Name(metric)),
            resource.Value is { } known ? ResourceCatalogue.English.Figure(new Reading(metric, known, resource.Limit)) : "-",
            resource);
    }

    private static string Name(string name)
    {
        var plain = PlainText.Escaped(name);
        return plain.Length > WidestName ? $"{plain[..(WidestName - 3)]}..." : plain;
    }

    private static string Scale(ResourcesMessage resources, int columns)
    {
        // From second to second the same length of time reads otherwise.
        var ago = TimeSpan.FromMinutes(Math.Max(1, Math.Round((resources.Until - resources.Since).TotalMinutes)));
        var begin = $"{DurationText.Write(ago)} ago";
        return columns > begin.Length + "now".Length ? $"{begin.PadRight(columns - "now".Length)}now" : "";
    }

    // What has a limit is drawn against that, so that two disks can be compared; what has none against its own peak.
    private string Course(ResourcesMessage resources, ResourceMessage resource, int columns)
    {
        var length = (resources.Until - resources.Since).TotalSeconds;
        var seen = resources.Times.Zip(resource.Values)
            .Where(point => point.Second is not null)
            .Select(point => ((point.First - resources.Since).TotalSeconds / length, point.Second!.Value));
        return chart.Draw(seen, resource.Limit ?? resource.Values.Max() ?? 0, columns);
    }

    private string Trouble(ResourceMessage resource)
    {
        if (resource.Raised is null && resource.FullAt is null)
            return "";
        var full = resource.FullAt is { } at ? $"full at {BudgetCommand.Local(at)}" : "";
        var text = string.Join(", ", new[] { resource.Raised ?? "", full }.Where(part => part.Length > 0));
        return "  " + paint.Raised(resource.Raised ?? "", text);
    }
}
