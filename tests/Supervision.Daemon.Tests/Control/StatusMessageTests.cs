using System.Collections.Immutable;
using System.Text.Json;
using Supervision.Actors.Recovery;
using Supervision.Core;
using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.Tests.Control;

public sealed class StatusMessageTests
{
    private static readonly Moment Now = new(new DateTimeOffset(2026, 11, 23, 5, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));

    private static readonly SupervisorSettings Settings = new(
        [.. new[] { "nginx", "celery" }.Select(name => new ServiceSettings(new(name), UnitName.Of(name), ManualStop.Tick, [], []))],
        new RecoverySettings(
            new BackendRun(new("backend-restart.service"), null, TimeSpan.FromMinutes(15)),
            TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), 3, TimeSpan.FromHours(1), [TimeSpan.Zero]),
        SupervisionMode.Act,
        "this boot");

    [Fact]
    public void What_is_known_is_told_with_the_times_of_the_wall_clock()
    {
        var incident = new Incident(
            new IncidentId(3), TimeSpan.FromMinutes(50), [new("celery")], [new("celery")], [], null,
            new IncidentPhase.Waiting(TimeSpan.FromMinutes(61), "the host is booting"));

        var status = Status(Settings, State() with { Incident = incident });

        Assert.Equal(("act", null), (status.Mode, status.Observing));
        Assert.Equal(
            [
                ("nginx", "up", At(4, 30), "nginx.service is active (running)"),
                ("celery", "unknown", (DateTimeOffset?)null, "not seen yet"),
            ],
            status.Services.Select(service => (service.Service, service.Verdict, service.Since, service.Evidence)));
        Assert.Equivalent(new IncidentMessage(3, At(4, 50), "celery", ["celery"], "waiting", At(5, 1), "the host is booting"), status.Incident);
        Assert.Equal(3, status.Budget.Left);
    }

    [Theory]
    [InlineData(SupervisionMode.Observe, false, "mode = observe")]
    [InlineData(SupervisionMode.Act, false, "a crontab still calls service_monitor.sh (/etc/crontab:7)")]
    [InlineData(SupervisionMode.Act, true, null)]
    public void Why_nothing_is_started_is_told(SupervisionMode mode, bool takeover, string? observing)
    {
        var status = Status(Settings with { Mode = mode, Takeover = takeover, OldJobs = [new OldJob("/etc/crontab", 7)] }, State());

        Assert.Equal(observing, status.Observing);
        Assert.Equal(["/etc/crontab:7"], status.OldJobs);
        Assert.Equal(
            observing is null
                ? "takeover = on, while a crontab still calls service_monitor.sh: /etc/crontab:7"
                : $"observation only: {observing}",
            StatusText.Lines(status, Paint.None).Last());
    }

    [Fact]
    public void A_person_reads_a_line_for_each_service_then_the_incident_then_the_budget()
    {
        var incident = new Incident(new IncidentId(3), TimeSpan.FromMinutes(50), [new("celery")], [new("celery")], [], null, new IncidentPhase.Running(new RunId(1), default, default));

        Assert.Collection(
            StatusText.Lines(Status(Settings, State() with { Incident = incident }), Paint.None),
            line => Assert.Matches(@"^nginx            up        since 2026-11-2[23] \d\d:\d\d:00 [+-]\d\d:\d\d  nginx.service is active \(running\)$", line),
            line => Assert.Equal("celery           unknown   never seen  not seen yet", line),
            line => Assert.Matches(@"^incident 3 since 2026-11-2[23] \d\d:\d\d:00 [+-]\d\d:\d\d: celery; running$", line),
            line => Assert.Equal("0 of 3 runs used within 01:00:00, 3 left", line));
    }

    [Fact]
    public void The_budgets_of_steps_before_backend_are_shown_by_their_names()
    {
        var spent = new SupervisorProtocol.StepBudget(RecoveryStep.Unit, 1, TimeSpan.FromHours(2), 0, [At(4, 40)], At(6, 40));
        var none = new SupervisorProtocol.StepBudget(RecoveryStep.Dependents, 0, TimeSpan.FromHours(1), 0, [], null);
        var budget = new SupervisorProtocol.Budget(3, TimeSpan.FromHours(1), 3, [], Now.Wall) { Steps = [spent, none] };
        var message = BudgetMessage.Of(budget);

        Assert.Collection(
            BudgetCommand.Lines(message),
            line => Assert.Equal("backend: 0 of 3 runs used within 01:00:00, 3 left", line),
            line => Assert.Equal("unit: 1 of 1 runs used within 02:00:00, 0 left", line),
            line => Assert.StartsWith("  run at 2026-11-23 ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("unit: next run possible at 2026-11-23 ", line, StringComparison.Ordinal),
            line => Assert.Equal("dependents: 0 of 0 runs used within 01:00:00, 0 left", line),
            line => Assert.Equal("dependents: the budget allows no runs at all", line));
        var steps = JsonDocument.Parse(ControlJson.Write(message)).RootElement.GetProperty("steps");
        Assert.Equal(["unit", "dependents"], steps.EnumerateArray().Select(step => step.GetProperty("step").GetString()));
        Assert.Equal(At(6, 40), steps[0].GetProperty("nextFreeAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, steps[1].GetProperty("nextFreeAt").ValueKind);
    }

    [Fact]
    public void Text_of_others_stays_on_its_line_of_the_terminal_and_within_its_value_of_the_json()
    {
        var state = State("gone\nnginx up \u001b[31m\u202e");
        var status = Status(Settings, state);

        Assert.EndsWith(@"gone\u000anginx up \u001b[31m\u202e", StatusText.Lines(status, Paint.None).First(), StringComparison.Ordinal);
        var json = ControlJson.Write(status);
        Assert.DoesNotContain(json, letter => letter is '\u001b' or '\u202e');
        Assert.Equal(status.Services[0].Evidence, JsonDocument.Parse(json).RootElement.GetProperty("services")[0].GetProperty("evidence").GetString());
    }

    [Theory]
    [InlineData(0, "up", "up")]
    [InlineData(3, "up", "down")]
    [InlineData(3, "unknown", "down")]
    [InlineData(3, "up", "stopped")]
    [InlineData(1, "up", "starting")]
    [InlineData(1, "stopping", "up")]
    [InlineData(1, "unknown")]
    public void Something_down_outweighs_what_is_unknown_or_on_its_way(int code, params string[] verdicts) =>
        Assert.Equal(code, StatusText.ExitCodeOf(verdicts));

    [Fact]
    public void Every_phase_has_its_word()
    {
        IncidentPhase[] phases =
        [
            new IncidentPhase.Collecting(default), new IncidentPhase.Rereading(default, null), new IncidentPhase.Pausing(default),
            new IncidentPhase.Waiting(default, ""), new IncidentPhase.GivenUp(TimeSpan.MaxValue), new IncidentPhase.Observing(),
            new IncidentPhase.Recording(default, default, default), new IncidentPhase.Running(default, default, default), new IncidentPhase.Verifying(default, default, default),
        ];

        Assert.Equal(typeof(IncidentPhase).GetNestedTypes().Length, phases.Length);
        Assert.Distinct(phases.Select(phase => PhaseWords.Of(phase).Word));
        Assert.Null(PhaseWords.Of(phases[4]).Until);
    }

    private static SupervisorState State(string evidence = "nginx.service is active (running)")
    {
        var state = SupervisorState.After(History.Empty, Settings, Now);
        var nginx = new ServiceState(new Judgement(Verdict.Up, evidence, "life-1"), TimeSpan.FromMinutes(30));
        return state with { Services = state.Services.SetItem(new("nginx"), nginx) };
    }

    private static StatusMessage Status(SupervisorSettings settings, SupervisorState state) => StatusMessage.Of(new SupervisorProtocol.Status(
        settings, state, new SupervisorProtocol.Budget(3, TimeSpan.FromHours(1), 3, [], Now.Wall), Now));

    private static DateTimeOffset At(int hour, int minute) => new(2026, 11, 23, hour, minute, 0, TimeSpan.Zero);
}
