using System.Globalization;
using System.Text;
using Supervision.Core.Doctor;

namespace Supervision.Core.Hosting;

/// <summary>
/// What the daemon may ask of PID 1, as a rule for polkit.
/// <para>Intuition: the package brings the one permission that every host needs, the start of the unit that runs backend.sh. Where an
/// operator asks for the steps <c>unit</c> or <c>dependents</c>, PID 1 has to be allowed more, and exactly that much is printed.</para>
/// <para>polkit is told the unit by its primary name and the verb by systemd's word for the job; whatever falls through is
/// denied.</para>
/// </summary>
public static class PolkitRule
{
    /// <summary>Where an operator puts the printed text; what the package brings lies in /usr/share and goes on to count.</summary>
    public const string Place = "/etc/polkit-1/rules.d/60-healthcheck.rules";

    /// <summary>The rules as a file, for <paramref name="user"/> alone.</summary>
    public static string Text(HealthcheckSettings settings, string user)
    {
        var text = new StringBuilder()
            .Append("// Printed by: healthcheck doctor --write-polkit\n")
            .Append(CultureInfo.InvariantCulture, $"// Belongs into {Place}; print it anew when recovery.steps or the services change.\n")
            .Append("// Whatever falls through is decided as if this file did not exist, which for a daemon means denied.\n");
        var grants = NeededGrants.Of(settings);
        if (grants.IsEmpty)
            return text.Append("// This configuration asks nothing of PID 1.\n").ToString();

        text.Append("polkit.addRule(function (action, subject) {\n    var granted = {\n");
        foreach (var unit in grants.GroupBy(grant => grant.Unit))
        {
            var verbs = string.Join(", ", unit.Select(grant => Quoted(grant.Verb)));
            text.Append(CultureInfo.InvariantCulture, $"        {Quoted(unit.Key.Text)}: [{verbs}],\n");
        }

        return text
            .Append("    };\n    var unit = action.lookup(\"unit\");\n")
            .Append("    if (action.id === \"org.freedesktop.systemd1.manage-units\" &&\n")
            .Append(CultureInfo.InvariantCulture, $"        subject.user === {Quoted(user)} &&\n")
            .Append("        Object.prototype.hasOwnProperty.call(granted, unit) &&\n")
            .Append("        granted[unit].indexOf(action.lookup(\"verb\")) >= 0) {\n")
            .Append("        return polkit.Result.YES;\n    }\n});\n")
            .ToString();
    }

    // A unit's name may hold a backslash, and nothing in it may end the text.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is ':' or '_' or '.' or '@' or '-') quoted.Append(letter);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        }

        return quoted.Append('"').ToString();
    }
}
