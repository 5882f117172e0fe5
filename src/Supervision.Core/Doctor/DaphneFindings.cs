using System.Collections.Immutable;

namespace Supervision.Core.Doctor;

/// <summary>daphne has no settings of its own: whether it finds the application's depends on what the application sets for itself,
/// unless the unit says it.</summary>
internal static class DaphneFindings
{
    private const string Variable = "DJANGO_SETTINGS_MODULE=";

    public static IEnumerable<Finding> Of(ImmutableArray<UnitFacts> units) => units
        .Where(unit => unit.Commands.Any(RunsDaphne) && !IsSet(unit))
        .Select(unit => Finding.Warning(
            unit.Unit.Text,
            "runs daphne without DJANGO_SETTINGS_MODULE: it starts only as long as the application sets that itself",
            $"systemctl edit {unit.Unit}: [Service] Environment={Variable}PROJECT.settings"));

    // As a program of its own, or as python -m daphne.
    private static bool RunsDaphne(ImmutableArray<string> command) =>
        command.Take(3).Any(word => word == "daphne" || word.EndsWith("/daphne", StringComparison.Ordinal));

    private static bool IsSet(UnitFacts unit) =>
        unit.Environment.Concat(unit.Commands.SelectMany(command => command)).Any(Sets)
        // Of a file that cannot be read nobody knows that it lacks the variable.
        || unit.EnvironmentFiles.Any(file => file.Text is null || file.Text.Split('\n').Any(line => Sets(line.TrimStart())));

    private static bool Sets(string assignment) =>
        assignment.StartsWith(Variable, StringComparison.Ordinal) && assignment.Length > Variable.Length;
}
