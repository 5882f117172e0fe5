using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>What works badly, or cannot be known, is told once it has lasted, and is left alone.</summary>
public sealed class ImpairedTests
{
    [Fact]
    public void A_database_that_refuses_its_clients_is_told_once_when_it_has_lasted_and_not_restarted()
    {
        var desk = new Desk().Start().Work("postgresql", Verdict.Degraded, refuses: true).Pass(119);
        Assert.Empty(desk.Announced.OfType<Announcement.ServiceDegraded>());

        desk.Pass(3600);

        Assert.Equal(new("postgresql"), Assert.Single(desk.Announced.OfType<Announcement.ServiceDegraded>()).Service);
        var refusal = Assert.Single(desk.Decisions, decision => decision.Choice == Choice.Refuse);
        Assert.Equal((new ServiceName("postgresql"), "postgresql works, but not as it should, which no restart mends"), (refusal.Service, refusal.Reason));
        Assert.Equal("healthcheck.services.postgresql.probes.work.kind", refusal.Rule?.Key);
        Assert.Empty(desk.Starts);
    }

    [Fact]
    public void A_worker_of_which_nothing_can_be_known_is_told_so()
    {
        var desk = new Desk().Start().Work("celery", Verdict.Unknown).Pass(200);

        Assert.Single(desk.Announced.OfType<Announcement.ServiceUnknown>());
        Assert.Contains("without evidence", Assert.Single(desk.Decisions).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_passes_before_it_has_lasted_is_nobodys_business()
    {
        var desk = new Desk().Start().Work("celery", Verdict.Degraded).Pass(60).Work("celery", Verdict.Up).Pass(600);

        Assert.Empty(desk.Announced.OfType<Announcement.ServiceDegraded>());
        Assert.Empty(desk.Decisions);
    }

    [Fact]
    public void Its_end_is_told_and_the_next_time_is_a_case_of_its_own()
    {
        var desk = new Desk().Start().Work("celery", Verdict.Degraded).Pass(200);
        var up = desk.Announced.OfType<Announcement.ServiceUp>().Count();

        desk.Work("celery", Verdict.Up).Pass(10);
        Assert.Equal(up + 1, desk.Announced.OfType<Announcement.ServiceUp>().Count());

        desk.Work("celery", Verdict.Degraded).Pass(200);
        Assert.Equal(2, desk.Announced.OfType<Announcement.ServiceDegraded>().Count());
    }

    [Fact]
    public void One_that_is_part_of_an_incident_is_told_by_that()
    {
        var desk = new Desk().Start().Hang("celery").Pass(1).Work("celery", Verdict.Degraded).Pass(1);

        Assert.Empty(desk.Announced.OfType<Announcement.ServiceDegraded>());
    }
}
