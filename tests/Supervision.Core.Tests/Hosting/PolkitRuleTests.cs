using System.Collections.Immutable;
using Supervision.Core.Doctor;
using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Hosting;

public class PolkitRuleTests
{
    private static readonly UnitName Backend = new("backend-restart.service");

    private static HealthcheckSettings Settings(params RecoveryStep[] steps) => new(
        HostKind.Systemd,
        SupervisionMode.Act,
        Language.English,
        TimeZoneInfo.Utc,
        [
            Service("nginx"),
            Service("gunicorn", "postgresql"),
            Service("celery", "gunicorn"),
            Service("postgresql"),
        ],
        new RecoverySettings(
            new BackendRun(Backend, null, TimeSpan.FromMinutes(15), RequireRootOwned: false),
            TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 3, TimeSpan.FromHours(1), [TimeSpan.Zero])
        {
            Steps = [.. steps],
        },
        new ScheduleSettings([], TimeZoneInfo.Utc),
        new Directories("/log", "/state", "/control"),
        "");

    private static ServiceSettings Service(string name, params string[] needs) => new(
        new ServiceName(name), UnitName.Of(name), ManualStop.Tick, [.. needs.Select(need => new ServiceName(need))], []);

    private static HealthcheckSettings WithSteps(HealthcheckSettings settings, string service, params RecoveryStep[] steps) => settings with
    {
        Services = [.. settings.Services.Select(each => each.Name.Text == service ? each with { Steps = [.. steps] } : each)],
    };

    private static IEnumerable<string> Granted(HealthcheckSettings settings) =>
        NeededGrants.Of(settings).Select(grant => $"{grant.Verb} {grant.Unit}");

    [Fact]
    public void With_backend_alone_its_start_is_all_that_is_granted() =>
        Assert.Equal(["start backend-restart.service"], Granted(Settings(RecoveryStep.Backend)));

    [Fact]
    public void With_the_step_unit_every_service_may_be_restarted() => Assert.Equal(
        [
            "start backend-restart.service",
            "start nginx.service", "restart nginx.service", "start gunicorn.service", "restart gunicorn.service",
            "start celery.service", "restart celery.service", "start postgresql.service", "restart postgresql.service",
        ],
        Granted(Settings(RecoveryStep.Unit, RecoveryStep.Backend)));

    [Fact]
    public void Where_one_service_has_a_ladder_of_its_own_its_unit_alone_is_granted() => Assert.Equal(
        ["start backend-restart.service", "start nginx.service", "restart nginx.service"],
        Granted(WithSteps(Settings(RecoveryStep.Backend), "nginx", RecoveryStep.Unit)));

    [Fact]
    public void With_the_step_dependents_those_that_depend_on_the_service_are_granted_too() => Assert.Equal(
        [
            "start backend-restart.service",
            "start gunicorn.service", "restart gunicorn.service", "start celery.service", "restart celery.service",
            "start postgresql.service", "restart postgresql.service",
        ],
        Granted(WithSteps(Settings(RecoveryStep.Backend), "postgresql", RecoveryStep.Dependents)));

    [Fact]
    public void A_service_that_only_runs_backend_is_not_granted_where_the_others_are() =>
        Assert.DoesNotContain(Granted(WithSteps(Settings(RecoveryStep.Unit), "nginx", RecoveryStep.Backend)), grant => grant.Contains("nginx"));

    [Fact]
    public void A_script_that_the_daemon_runs_itself_needs_no_start_by_PID_1()
    {
        var settings = Settings(RecoveryStep.Backend);
        var script = settings with
        {
            Recovery = settings.Recovery with
            {
                Backend = settings.Recovery.Backend with { Script = new BackendScript("/opt/backend.sh", ScriptVia.Direct) },
            },
        };

        Assert.Empty(NeededGrants.Of(script));
        Assert.DoesNotContain("addRule", PolkitRule.Text(script, "healthcheck"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_daemon_that_starts_its_processes_itself_asks_nothing_of_PID_1() =>
        Assert.Empty(NeededGrants.Of(Settings(RecoveryStep.Unit) with { Host = HostKind.Processes }));

    [Fact]
    public void The_text_names_the_user_and_each_unit_once_with_its_verbs()
    {
        var text = PolkitRule.Text(WithSteps(Settings(RecoveryStep.Backend), "nginx", RecoveryStep.Unit), "www-data");

        Assert.Contains("subject.user === \"www-data\"", text, StringComparison.Ordinal);
        Assert.Contains("\"backend-restart.service\": [\"start\"],\n", text, StringComparison.Ordinal);
        Assert.Contains("\"nginx.service\": [\"start\", \"restart\"],\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("gunicorn", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_name_can_end_its_text()
    {
        var settings = Settings(RecoveryStep.Backend);
        var text = PolkitRule.Text(
            settings with { Recovery = settings.Recovery with { Backend = settings.Recovery.Backend with { Unit = new UnitName("a\"\\x20b.service") } } },
            "x\" || true || \"");

        Assert.Contains("\"a\\u0022\\u005cx20b.service\"", text, StringComparison.Ordinal);
        Assert.Contains("subject.user === \"x\\u0022\\u0020\\u007c\\u007c\\u0020true", text, StringComparison.Ordinal);
    }
}
