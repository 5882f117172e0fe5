using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.Tests.CommandLine;

public sealed class WhyTextTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 23, 4, 41, 5, TimeSpan.Zero).ToLocalTime();

    private static readonly RecordedIncidentMessage Over = new(
        7, At, At.AddSeconds(85), "postgresql", "postgresql@15-main.service is failed (signal)", ["postgresql", "gunicorn", "celery"], "recovered",
        [new RecordedRunMessage(3, "backend", "backend-restart.service", At.AddSeconds(2), At.AddSeconds(14), "done", 0, "job done", false)]);

    [Fact]
    public void An_incident_is_told_as_a_story_the_newest_at_the_bottom()
    {
        DecisionMessage[] newestFirst =
        [
            Decision(2, "run", "a run is due", "", "", 0, 1) with { Rule = new RuleMessage("healthcheck.recovery.budget.runs", "3", "/etc/healthcheck/healthcheck.conf:12") },
            Decision(0, "open-incident", "the service is down", "postgresql", "failed (signal)", 0, 0),
        ];

        Assert.Equal(
            [
                $"incident 7  {Local(0)}  postgresql  over after 85s: recovered",
                "    seen    postgresql@15-main.service is failed (signal)",
                "    with    gunicorn, celery",
                $"    run     3 at {Local(2)} by backend (backend-restart.service): done after 12s, status 0",
                $"{Local(0)}  open-incident  postgresql: the service is down",
                "    seen    failed (signal)",
                "    budget  0 -> 0 of 3 runs used",
                $"{Local(2)}  run  a run is due",
                "    rule    healthcheck.recovery.budget.runs = 3  (/etc/healthcheck/healthcheck.conf:12)",
                "    budget  0 -> 1 of 3 runs used",
            ],
            WhyText.Lines(newestFirst, Over));
    }

    [Fact]
    public void Of_several_incidents_each_decision_names_its_own() => Assert.Equal(
        [$"{Local(0)}  refuse  incident 7, the budget is spent", "    budget  3 -> 3 of 3 runs used"],
        WhyText.Lines([Decision(0, "refuse", "the budget is spent", null, "", 3, 3)], null));

    [Fact]
    public void Where_nothing_was_decided_that_is_said() => Assert.Equal(["No decision was taken."], WhyText.Lines([], null));

    [Fact]
    public void Text_of_others_stays_on_its_line()
    {
        var forged = Decision(0, "refuse", "a\nforged", "x\u001b[31m", "seen\u202e", 0, 0) with { Rule = new RuleMessage("k", "v\n", "o\r") };

        Assert.DoesNotContain(
            WhyText.Lines([forged], Over with { Root = "r\n", Evidence = "e\u001b", How = "h\n", Members = ["m\n"] }).SelectMany(line => line),
            letter => letter is '\n' or '\r' or '\u001b' or '\u202e');
    }

    [Theory]
    [InlineData("7", 7L)]
    [InlineData("incident-7", 7L)]
    [InlineData("nginx", null)]
    [InlineData("incident-", null)]
    [InlineData("-7", null)]
    [InlineData(null, null)]
    public void A_number_is_an_incident_and_anything_else_a_service(string? about, long? incident) => Assert.Equal(incident, WhyCommand.NumberOf(about));

    [Fact]
    public void The_history_has_an_entry_for_each_incident_the_newest_last()
    {
        var open = Over with { Incident = 8, ClosedAt = null, How = "", Members = ["postgresql"], Runs = [] };

        var lines = IncidentsText.Lines([open, Over], TimeSpan.FromDays(7)).ToList();

        Assert.Equal(6, lines.Count);
        Assert.StartsWith("incident 7  ", lines[0], StringComparison.Ordinal);
        Assert.Equal($"incident 8  {Local(0)}  postgresql  open", lines[4]);
        Assert.Equal(["No incident within 7d."], IncidentsText.Lines([], TimeSpan.FromDays(7)));
    }

    private static DecisionMessage Decision(int second, string choice, string reason, string? service, string evidence, int before, int after) =>
        new(At.AddSeconds(second), 7, service is "" ? null : service, choice, reason, evidence, null, before, after, 3);

    private static string Local(int second) => BudgetCommand.Local(At.AddSeconds(second));
}
