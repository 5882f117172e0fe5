using Supervision.Core.Hosting;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Doctor;

/// <summary>What is missing for the ways to backend.sh that do without polkit: the file that a path unit waits for, and sudo.</summary>
internal static class BackendWayFindings
{
    private const string Enable = "systemctl enable --now backend-restart.path";

    private const string Unsandbox =
        "install -D -m 0644 /usr/share/healthcheck/sudo/healthcheck.service.conf "
        + "/etc/systemd/system/healthcheck.service.d/50-sudo.conf && systemctl daemon-reload && systemctl restart healthcheck";

    public static IEnumerable<Finding> Of(HealthcheckSettings settings, HostFacts facts)
    {
        // Nothing is started there, so that nothing is missing yet.
        var gravity = settings.Mode == SupervisionMode.Act ? Gravity.Error : Gravity.Warning;
        var found = new List<Finding?>();
        if (facts.Request is { } request) found.AddRange([Waiting(request, settings.Recovery.Backend, gravity), Place(request, gravity)]);
        if (facts.Sudo is { } sudo) found.AddRange([Leave(sudo, facts.User, gravity), Sandbox(sudo, gravity)]);
        return found.OfType<Finding>();
    }

    private static Finding? Waiting(RequestFacts request, BackendRun backend, Gravity gravity) => request switch
    {
        { IsWatched: false } => new Finding(
            gravity,
            request.Path,
            $"no path unit is active that has PathExists={request.Path} and starts {backend.Unit}: nothing follows from the file",
            $"{Enable}; for another file or unit write a path unit of your own"),
        { IsWatchedAfterBoot: false } => Finding.Warning(
            request.Path, "the path unit that waits for it is not enabled: after the next boot nobody does", Enable),
        _ => null,
    };

    private static Finding? Place(RequestFacts request, Gravity gravity) => request.IsPlaceWritable == false
        ? new Finding(gravity, request.Path, "the daemon cannot make it there", "name a file in /run/healthcheck, in the path unit too")
        : null;

    private static Finding? Leave(SudoAnswer sudo, string user, Gravity gravity) => sudo.Allowed switch
    {
        true => null,
        false => new Finding(
            gravity,
            sudo.Script,
            $"sudo does not let {user} run it, and a step of recovery needs that",
            $"install -m 0440 /usr/share/healthcheck/sudo/sudoers /etc/sudoers.d/healthcheck, with /bin/bash {sudo.Script} in it"),
        null => new Finding(gravity, sudo.Script, $"sudo cannot be asked whether {user} may run it: {sudo.Said}", "apt install sudo"),
    };

    private static Finding? Sandbox(SudoAnswer sudo, Gravity gravity) => sudo.IsShutOut
        ? new Finding(gravity, UnitName.Ourselves.Text, "its sandbox keeps sudo from becoming root (NoNewPrivileges)", Unsandbox)
        : null;
}
