using Akka.TestKit.Xunit2;
using Supervision.Core.Journal;

namespace Supervision.Actors.Tests.Journal;

/// <summary>What becomes of the record while the disk takes nothing.</summary>
public class JournalSpecs : TestKit
{
    private const string Full = "database or disk is full";

    private readonly Rehearsal _rehearsal;

    public JournalSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _rehearsal = new Rehearsal(Sys);

    [Fact]
    public void An_incident_that_began_on_a_full_disk_stands_in_the_record_before_its_first_run()
    {
        _rehearsal.Begin();
        _rehearsal.Journal.Failing = Full;
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(60);
        _rehearsal.Journal.Failing = null;
        _rehearsal.Pass(TimeSpan.FromMinutes(20));

        var opened = Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentOpened>());
        var intent = Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IntentTaken>());
        Assert.Equal(opened.Incident, intent.Intent.Incident);
        Assert.True(_rehearsal.Journal.Entries.IndexOf(opened) < _rehearsal.Journal.Entries.IndexOf(intent));
        Assert.Equal(opened.Incident, Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentClosed>()).Incident);
    }

    [Fact]
    public void A_run_and_an_incident_that_ended_on_a_full_disk_are_over_in_the_record_when_there_is_room()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(3);
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IntentTaken>());
        _rehearsal.Journal.Failing = Full;
        _rehearsal.Pass(120);
        Assert.Empty(_rehearsal.Journal.Entries.OfType<JournalEntry.RunClosed>());

        _rehearsal.Journal.Failing = null;
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(1);

        Assert.Equal(
            ["IncidentOpened", "IntentTaken", "RunClosed", "IncidentClosed", "IncidentOpened"],
            _rehearsal.Journal.Entries.Select(entry => entry.GetType().Name).Where(name => name is not ("DecisionTaken" or "TicksSeen")));
    }

    [Fact]
    public void The_trouble_and_its_end_are_said_once_each()
    {
        _rehearsal.Begin();
        _rehearsal.Journal.Failing = Full;
        EventFilter.Error(contains: "The journal cannot be written").ExpectOne(() =>
        {
            _rehearsal.Host.Kill(Rehearsal.Gunicorn);
            _rehearsal.Pass(60);
        });
        _rehearsal.Journal.Failing = null;
        EventFilter.Info(contains: "The journal is written again").ExpectOne(() => _rehearsal.Pass(TimeSpan.FromMinutes(20)));
    }
}
