using System.Collections.Immutable;
using Supervision.Core.Doctor;
using Supervision.Core.Hosting;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Doctor;

public sealed class GrantTests
{
    private static readonly string[] Run = ["backend-restart.service start"];

    [Fact]
    public void The_default_needs_one_unit_and_one_verb() => Assert.Equal(Run, Needed(Hosts.Settings));

    [Fact]
    public void A_script_and_a_host_of_processes_need_nothing()
    {
        var recovery = Hosts.Settings.Recovery;
        var script = recovery with { Backend = recovery.Backend with { Script = new BackendScript("/srv/backend.sh", ScriptVia.Sudo) } };

        Assert.Empty(Needed(Hosts.Settings with { Recovery = script }));
        Assert.Empty(Needed(Hosts.Settings with { Host = HostKind.Processes }));
    }

    [Fact]
    public void A_file_that_asks_for_the_run_needs_nothing_but_what_the_other_steps_do()
    {
        var recovery = Hosts.Settings.Recovery;
        var asked = recovery with { Backend = recovery.Backend with { Request = "/run/healthcheck/restart.request" } };

        Assert.Empty(Needed(Hosts.Settings with { Recovery = asked }));
        Assert.Contains(
            "nginx.service restart",
            Needed(Hosts.Settings with { Recovery = asked with { Steps = [RecoveryStep.Unit, RecoveryStep.Backend] } }));
    }

    [Fact]
    public void A_ladder_with_units_needs_start_and_restart_of_each_service() => Assert.Equal(
        [
            .. Run, "postgresql.service start", "postgresql.service restart", "gunicorn.service start", "gunicorn.service restart",
            "nginx.service start", "nginx.service restart",
        ],
        Needed(Stepping([RecoveryStep.Unit, RecoveryStep.Backend])));

    [Fact]
    public void A_service_with_a_ladder_of_its_own_needs_its_unit_alone() =>
        Assert.Equal([.. Run, "gunicorn.service start", "gunicorn.service restart"], Needed(Own("gunicorn", RecoveryStep.Unit)));

    [Fact]
    public void Dependents_are_all_who_depend_on_the_root_directly_or_not() => Assert.Equal(
        [
            .. Run, "postgresql.service start", "postgresql.service restart", "gunicorn.service start", "gunicorn.service restart",
            "nginx.service start", "nginx.service restart",
        ],
        Needed(Own("postgresql", RecoveryStep.Dependents)));

    [Fact]
    public void Without_a_backend_step_the_run_is_not_needed() =>
        Assert.DoesNotContain(Run[0], Needed(Stepping([RecoveryStep.Unit])));

    private static HealthcheckSettings Stepping(ImmutableArray<RecoveryStep> steps) =>
        Hosts.Settings with { Recovery = Hosts.Settings.Recovery with { Steps = steps } };

    private static HealthcheckSettings Own(string name, RecoveryStep step) => Hosts.Settings with
    {
        Services = [.. Hosts.Settings.Services.Select(service => service.Name.Text == name ? service with { Steps = [step] } : service)],
    };

    private static IEnumerable<string> Needed(HealthcheckSettings settings) =>
        NeededGrants.Of(settings).Select(grant => $"{grant.Unit} {grant.Verb}");
}
