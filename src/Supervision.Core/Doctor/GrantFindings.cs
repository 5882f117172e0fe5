using Supervision.Core.Hosting;
using Supervision.Core.Recovery;

namespace Supervision.Core.Doctor;

/// <summary>What polkit refuses to the daemon although a configured step needs it.</summary>
internal static class GrantFindings
{
    private const string Remedy = $"healthcheck doctor --write-polkit >{PolkitRule.Place}";

    public static IEnumerable<Finding> Of(HealthcheckSettings settings, HostFacts facts)
    {
        var found = new List<Finding>();
        // Nothing is started there, so that nothing is missing yet.
        var gravity = settings.Mode == SupervisionMode.Act ? Gravity.Error : Gravity.Warning;
        foreach (var answer in facts.Grants.Where(answer => answer.Allowed != true))
        {
            var (unit, verb) = answer.Grant;
            found.Add(answer.Allowed == false
                ? new Finding(gravity, unit.Text, $"polkit does not let {facts.User} {verb} it, and a step of recovery needs that", Remedy)
                : new Finding(
                    gravity,
                    unit.Text,
                    $"polkit cannot be asked whether {facts.User} may {verb} it: {answer.Said}",
                    "apt install polkitd; where there is none with rules in JavaScript, write recovery.backend.request = " +
                    "\"/run/healthcheck/restart.request\" and systemctl enable --now backend-restart.path"));
        }

        return found;
    }
}
