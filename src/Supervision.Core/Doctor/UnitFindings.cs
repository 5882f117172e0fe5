using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Services;

namespace Supervision.Core.Doctor;

/// <summary>What is wrong with the units that are watched, and with the one that is run.</summary>
internal static class UnitFindings
{
    private static readonly ImmutableArray<string> StartLimits =
        ["StartLimitIntervalSec", "StartLimitInterval", "StartLimitBurst", "StartLimitAction"];

    public static IEnumerable<Finding> Of(ImmutableArray<UnitFacts> units, UnitName backend) => units
        .SelectMany(unit => (unit.Load == UnitLoad.Loaded ? OfLoaded(unit, unit.Unit == backend) : [Unloaded(unit, unit.Unit == backend)]))
        // Instances of one template have one file.
        .DistinctBy(finding => (finding.Place, finding.What));

    private static Finding Unloaded(UnitFacts unit, bool isBackend)
    {
        var name = unit.Unit.Text;
        return unit.Load switch
        {
            UnitLoad.NotFound when isBackend => Finding.Error(
                name, "there is no such unit, so no recovery is possible", "install the unit again: apt install --reinstall healthcheck"),
            UnitLoad.NotFound => Finding.Error(
                name,
                "there is no such unit, so it is unknown for ever and never brought back",
                "write the right name as the service's unit, or enabled = false; systemctl list-units shows the names"),
            UnitLoad.Masked when isBackend => Finding.Error(
                name, "is masked, so no recovery is possible", $"systemctl unmask {name}"),
            UnitLoad.Masked => Finding.Warning(
                name, "is masked, so it is never brought back", $"systemctl unmask {name}, or enabled = false for the service"),
            _ => Finding.Error(
                name, "systemd could not read it", $"systemctl status {name} says why; systemd-analyze verify {name} names the line"),
        };
    }

    private static List<Finding> OfLoaded(UnitFacts unit, bool isBackend)
    {
        var found = new List<Finding>();
        var name = unit.Unit.Text;
        if (unit.NeedsReload)
        {
            found.Add(Finding.Warning(
                name, "its files have changed, and systemd goes by what it has read before", "systemctl daemon-reload"));
        }

        if (unit.Restart is not ("" or "no"))
        {
            if (isBackend)
            {
                found.Add(Finding.Warning(
                    name,
                    $"has Restart={unit.Restart}: systemd runs backend.sh again by itself, past the budget and the backoff",
                    $"take Restart= out: systemctl edit --full {name}"));
            }
            else if (NeverGivesUp(unit))
            {
                found.Add(Finding.Warning(
                    name,
                    $"has Restart={unit.Restart} and no start limit that could be hit ({Limit(unit)}): " +
                    "systemd restarts it for ever, it never counts as failed, and nothing else is ever tried for it",
                    $"systemctl edit {name}: [Unit] StartLimitIntervalSec={Wide(unit)}s and StartLimitBurst=5"));
            }
        }

        found.AddRange(unit.Files.SelectMany(Misplaced));
        return found;
    }

    // Restarts are at least RestartSec= apart, so that many starts must fit into the interval.
    private static bool NeverGivesUp(UnitFacts unit) =>
        unit.StartLimitInterval == TimeSpan.Zero
        || unit.StartLimitBurst == 0
        || unit.RestartDelay.TotalSeconds * unit.StartLimitBurst >= unit.StartLimitInterval.TotalSeconds;

    private static string Limit(UnitFacts unit) => unit.StartLimitInterval == TimeSpan.Zero || unit.StartLimitBurst == 0
        ? "StartLimitIntervalSec=0"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{unit.StartLimitBurst} starts within {DurationText.Write(unit.StartLimitInterval)}, " +
            $"and RestartSec={DurationText.Write(unit.RestartDelay)}");

    private static string Wide(UnitFacts unit) =>
        Math.Max(60, Math.Ceiling(unit.RestartDelay.TotalSeconds * 10)).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<Finding> Misplaced(TextFile file) => UnitFileText.Read(file.Text ?? "")
        .Where(line => line.Section == "Service" && StartLimits.Contains(line.Key))
        .Select(line => Finding.Warning(
            string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{line.Line}"),
            line.Key == "StartLimitIntervalSec"
                ? $"{line.Key}= stands in [Service], where systemd ignores it: the limit is another one than was meant"
                : $"{line.Key}= stands in [Service], its place before systemd 230",
            line.Key == "StartLimitInterval"
                ? "move the line to [Unit] as StartLimitIntervalSec=, then systemctl daemon-reload"
                : "move the line to [Unit], then systemctl daemon-reload"));
}
