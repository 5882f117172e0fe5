using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Core.Tests.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>PostgreSQL is out of order, and gunicorn, which runs, shows no work because of it.</summary>
public sealed class RootTests
{
    [Fact]
    public void PostgreSQL_killed_is_one_incident_with_it_as_the_root_and_one_run()
    {
        var desk = new Desk().Start().Hang("gunicorn").Pass(1).Kill("postgresql").Pass(300);

        var intent = Assert.Single(desk.Intents);
        Assert.Equal("postgresql", intent.Root.Text);
        var closed = Assert.Single(desk.Stored.OfType<JournalEntry.IncidentClosed>());
        Assert.Equal("postgresql", closed.Root?.Text);
        Assert.Equal(["gunicorn", "postgresql"], closed.Members.Select(member => member.Text));
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void PostgreSQL_starting_is_waited_for_and_gunicorn_is_left_alone()
    {
        var desk = new Desk().Start().Restarting("postgresql").Hang("gunicorn").Pass(600);

        IsLeftAlone(desk);
        desk.Raise("postgresql").Work("gunicorn", Verdict.Up).Pass(30);
        Assert.Null(desk.State.Incident);
        Assert.Empty(desk.Intents);
    }

    [Fact]
    public void PostgreSQL_out_of_connections_is_told_and_nobody_is_restarted()
    {
        var desk = new Desk().Start().Work("postgresql", Verdict.Degraded, refuses: true).Hang("gunicorn").Pass(600);

        IsLeftAlone(desk);
        Assert.Equal("postgresql", desk.State.Incident!.Root?.Text);
    }

    [Fact]
    public void PostgreSQL_stopped_by_a_person_who_is_respected_is_the_reason_for_gunicorn_and_nobody_is_restarted()
    {
        var desk = new Desk(manualStop: ManualStop.Respect).Start().Stop("postgresql").Hang("gunicorn").Pass(600).Tick("periodic").Pass(600);

        IsLeftAlone(desk);
        desk.Raise("postgresql").Pass(30);
        Assert.Equal("gunicorn", Assert.Single(desk.Intents).Root.Text);
    }

    [Fact]
    public void PostgreSQL_masked_is_the_reason_too()
    {
        var desk = new Desk().Start().Mask("postgresql").Hang("gunicorn").Pass(600);

        IsLeftAlone(desk);
    }

    [Fact]
    public void PostgreSQL_suspect_is_given_the_time_to_show_what_it_is()
    {
        var desk = new Desk().Start().Work("postgresql", Verdict.Suspect).Hang("gunicorn").Pass(8);
        Assert.Empty(desk.Intents);

        desk.Hang("postgresql").Pass(300);

        Assert.Equal("postgresql", Assert.Single(desk.Intents).Root.Text);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void PostgreSQL_that_only_complains_is_no_reason()
    {
        var desk = new Desk().Start().Work("postgresql", Verdict.Degraded).Hang("gunicorn").Pass(60);

        Assert.Equal("gunicorn", Assert.Single(desk.Intents).Root.Text);
    }

    [Fact]
    public void PostgreSQL_that_could_not_be_looked_at_is_no_reason()
    {
        var desk = new Desk().Start().Work("postgresql", Verdict.Unknown).Hang("gunicorn").Pass(60);

        Assert.Equal("gunicorn", Assert.Single(desk.Intents).Root.Text);
    }

    [Fact]
    public void A_unit_that_failed_answers_for_itself_though_a_person_stopped_what_it_rests_on()
    {
        var desk = new Desk(manualStop: ManualStop.Respect).Start().Stop("postgresql").Kill("gunicorn").Pass(60);

        Assert.Equal("gunicorn", Assert.Single(desk.Intents).Root.Text);
    }

    [Fact]
    public void The_deepest_cause_is_named()
    {
        var desk = Desk.With("backend", "nginx:gunicorn", "gunicorn:postgresql", "postgresql").Start()
            .Restarting("postgresql").Work("gunicorn", Verdict.Suspect).Hang("nginx").Pass(60);

        Assert.Empty(desk.Intents);
        Assert.Equal("postgresql", desk.State.Incident!.Root?.Text);
        Assert.Contains("postgresql", Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_promised_a_run_for_a_mere_consequence()
    {
        var desk = new Desk().Start().Restarting("postgresql").Hang("gunicorn").Pass(60).Tick("periodic").Pass(1);

        Assert.All(desk.Announced.OfType<Announcement.ServiceDown>(), down => Assert.False(down.RunFollows));
    }

    private static void IsLeftAlone(Desk desk)
    {
        Assert.Empty(desk.Intents);
        var refused = Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse && it.Service?.Text != "postgresql");
        Assert.Contains("postgresql", refused.Reason, StringComparison.Ordinal);
        Assert.Equal("healthcheck.services.gunicorn.depends-on", refused.Rule?.Key);
        Assert.Equal("gunicorn", refused.Service?.Text);
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());
        var (root, consequences) = Cause.Of(desk.State.Incident!, desk.State, desk.Settings.Services);
        Assert.Equal(("postgresql", "gunicorn"), (root.Text, Assert.Single(consequences).Text));
    }
}
