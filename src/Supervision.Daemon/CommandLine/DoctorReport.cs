using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Supervision.Core.Configuration;
using Supervision.Core.Doctor;

namespace Supervision.Daemon.CommandLine;

/// <summary>What <c>healthcheck doctor</c> says and how it ends.</summary>
/// <param name="Unseen">What could not be looked at; that is no finding.</param>
internal sealed record DoctorReport(ImmutableArray<Finding> Findings, ImmutableArray<string> Unseen)
{
    private const int Warnings = 1;
    private const int Errors = 2;

    public int ExitCode => Findings switch
    {
        [] => CommandLine.ExitCode.Success,
        _ when Findings.Any(finding => finding.Gravity == Gravity.Error) => Errors,
        _ => Warnings,
    };

    public static Finding Of(ConfigError error)
    {
        var place = error.Where.ToString();
        return Finding.Error(place, error.Path.Length == 0 ? error.Message : $"{error.Path}: {error.Message}", error.Remedy);
    }

    public IEnumerable<string> Lines()
    {
        foreach (var finding in Findings)
        {
            // One line each, whatever a file of the host put into it.
            yield return Excerpt.Visible($"{Word(finding.Gravity)}: {finding.Place}: {finding.What}");
            yield return Excerpt.Visible($"    {finding.Remedy}");
        }

        foreach (var unseen in Unseen) yield return Excerpt.Visible($"not looked at: {unseen}");
        yield return Count();
    }

    public string ToJson() => JsonSerializer.Serialize(
        new DoctorMessage(
            [.. Findings.Select(finding => new FindingMessage(Word(finding.Gravity), finding.Place, finding.What, finding.Remedy))],
            [.. Unseen]),
        DoctorJson.Default.DoctorMessage);

    private string Count()
    {
        var errors = Findings.Count(finding => finding.Gravity == Gravity.Error);
        var warnings = Findings.Length - errors;
        return Findings.IsEmpty
            ? "Nothing was found."
            : string.Create(CultureInfo.InvariantCulture, $"{errors} errors, {warnings} warnings.");
    }

    private static string Word(Gravity gravity) => gravity == Gravity.Error ? "error" : "warning";
}

/// <param name="Gravity">error or warning.</param>
internal sealed record FindingMessage(string Gravity, string Place, string What, string Remedy);

internal sealed record DoctorMessage(IReadOnlyList<FindingMessage> Findings, IReadOnlyList<string> Unseen);

/// <summary>The JSON of <c>healthcheck doctor</c>, generated at build time: the native program has no reflection for it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(DoctorMessage))]
internal sealed partial class DoctorJson : JsonSerializerContext;
