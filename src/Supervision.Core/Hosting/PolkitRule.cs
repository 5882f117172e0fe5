using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

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

    /// <summary>Everything that these settings may ask of PID 1, the run of backend.sh first, then unit by unit; nothing where the daemon
    /// starts its processes itself.</summary>
    public static ImmutableArray<PolkitGrant> Grants(HealthcheckSettings settings)
    {
        if (settings.Host != HostKind.Systemd)
            return [];
        ImmutableArray<PolkitGrant> backend = settings.Recovery.Backend.Script is null ? [new(settings.Recovery.Backend.Unit, "start")] : [];
        return
        [
            .. backend,
            .. Restarted(settings).SelectMany(unit => (PolkitGrant[])[new(unit, "start"), new(unit, "restart")]).Except(backend),
        ];
    }

    /// <summary>The rules as a file, for <paramref name="user"/> alone.</summary>
    public static string Text(HealthcheckSettings settings, string user)
    {
        var text = new StringBuilder()
            .Append("// Printed by: healthcheck doctor --write-polkit\n")
            .Append(CultureInfo.InvariantCulture, $"// Belongs into {Place}; print it anew when recovery.steps or the services change.\n")
            .Append("// Whatever falls through is decided as if this file did not exist, which for a daemon means denied.\n");
        var grants = Grants(settings);
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

    // In the order of the configuration, each once.
    private static IEnumerable<UnitName> Restarted(HealthcheckSettings settings)
    {
        var restarted = new HashSet<ServiceName>();
        foreach (var service in settings.Services)
        {
            var steps = service.Steps.IsEmpty ? settings.Recovery.Steps : service.Steps;
            if (steps.Contains(RecoveryStep.Unit) || steps.Contains(RecoveryStep.Dependents))
                restarted.Add(service.Name);
            if (steps.Contains(RecoveryStep.Dependents))
                restarted.UnionWith(DependentsOf(service.Name, settings.Services));
        }

        return settings.Services.Where(service => restarted.Contains(service.Name)).Select(service => service.Unit).Distinct();
    }

    private static HashSet<ServiceName> DependentsOf(ServiceName service, ImmutableArray<ServiceSettings> services)
    {
        var dependents = new HashSet<ServiceName>();
        var next = new Queue<ServiceName>([service]);
        while (next.TryDequeue(out var cause))
        {
            foreach (var dependent in services.Where(other => other.DependsOn.Contains(cause) && dependents.Add(other.Name)))
                next.Enqueue(dependent.Name);
        }

        return dependents;
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

/// <summary>One thing that the daemon may ask of PID 1.</summary>
/// <param name="Verb">As polkit is told it: <c>start</c>, <c>restart</c>.</param>
public sealed record PolkitGrant(UnitName Unit, string Verb);
