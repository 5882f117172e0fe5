using System.Collections.Immutable;
using System.Text;

namespace Supervision.Core.Doctor;

/// <summary>The rule for polkit(8) that gives the daemon what its configured steps need, and nothing else.</summary>
public static class PolkitRule
{
    /// <summary>Where it belongs.</summary>
    public const string File = "/etc/polkit-1/rules.d/60-healthcheck.rules";

    /// <param name="grants">Empty for a rule that grants nothing.</param>
    public static string Of(string user, ImmutableArray<Grant> grants)
    {
        var units = grants.GroupBy(grant => grant.Unit.Text, StringComparer.Ordinal).ToList();
        var text = new StringBuilder()
            .Append("// What the steps of healthcheck's configuration need of PID 1, by unit. Written by: healthcheck doctor --write-polkit\n")
            .Append("// Whatever falls through is decided as if this file did not exist, which for a daemon means denied.\n")
            .Append("polkit.addRule(function (action, subject) {\n")
            .Append("    var verbs = {\n");
        foreach (var unit in units)
        {
            var verbs = string.Join(", ", unit.Select(grant => Quoted(grant.Verb)));
            text.Append("        ").Append(Quoted(unit.Key)).Append(": [").Append(verbs).Append("],\n");
        }

        return text
            .Append("    };\n")
            .Append("    if (action.id !== \"org.freedesktop.systemd1.manage-units\" || subject.user !== ").Append(Quoted(user)).Append(")\n")
            .Append("        return polkit.Result.NOT_HANDLED;\n")
            .Append("    var unit = action.lookup(\"unit\");\n")
            .Append("    if (verbs.hasOwnProperty(unit) && verbs[unit].indexOf(action.lookup(\"verb\")) >= 0)\n")
            .Append("        return polkit.Result.YES;\n")
            .Append("    return polkit.Result.NOT_HANDLED;\n")
            .Append("});\n")
            .ToString();
    }

    // A unit's name may hold a backslash (celery@a\x20b.service), and nothing else that a text of JavaScript minds.
    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
