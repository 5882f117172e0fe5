using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Simulation.Hosts;

namespace Supervision.Actors.Tests.Hosting;

/// <summary>One tree ends and the next begins, on the same host and the same journal.</summary>
public class NextLifeSpecs : TestKit
{
    private readonly Rehearsal _rehearsal;

    public NextLifeSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _rehearsal = new Rehearsal(Sys);

    [Fact]
    public void A_run_that_was_under_way_is_followed_to_its_true_result()
    {
        _rehearsal.Host.Backend = VirtualBackend.Mends with { Takes = TimeSpan.FromMinutes(2), Result = RunResult.TimedOut };
        var first = _rehearsal.Begin();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(10);

        Sys.Stop(first);
        _rehearsal.Pass(2);
        _rehearsal.Begin();
        _rehearsal.Pass(TimeSpan.FromMinutes(3));

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Equal(RunResult.TimedOut, Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.RunClosed>()).Outcome.Result);
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentOpened>());
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentClosed>());
        Assert.Contains(_rehearsal.Log, line => line.EndsWith("Daha önce başlatılan backend.sh çalıştırması izleniyor.", StringComparison.Ordinal));
        Assert.Empty(_rehearsal.Unhandled);
    }

    [Fact]
    public void An_outage_that_was_being_collected_is_dealt_with_by_the_next()
    {
        var first = _rehearsal.Begin();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(1);

        Sys.Stop(first);
        _rehearsal.Begin();
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentOpened>());
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentClosed>());
    }
}
