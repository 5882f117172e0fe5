using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>Everything red at once while PID 1 says that all runs: who looks is the likeliest to be wrong.</summary>
public sealed class SelfDoubtTests
{
    private static Desk Watching(params string[] services) => Desk.With("backend", services).Start();

    [Fact]
    public void Nothing_is_run_where_every_probe_of_everybody_fails_and_it_is_said_once()
    {
        var desk = Watching("nginx", "postgresql", "celery").Hang("nginx").Hang("postgresql").Hang("celery").Pass(600);

        Assert.Empty(desk.Starts);
        Assert.Contains("own way to them is in doubt", Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason, StringComparison.Ordinal);
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());
    }

    [Fact]
    public void One_that_works_ends_the_doubt()
    {
        var desk = Watching("nginx", "postgresql", "celery").Hang("nginx").Hang("postgresql").Hang("celery").Pass(60);

        desk.Work("celery", Verdict.Degraded).Pass(30);

        Assert.Single(desk.Starts);
    }

    [Fact]
    public void A_unit_that_is_down_is_evidence_of_its_own()
    {
        var desk = Watching("nginx", "postgresql", "celery", "daphne").Hang("nginx").Hang("postgresql").Hang("celery").Pass(60);

        desk.Kill("daphne").Pass(30);

        Assert.Single(desk.Starts);
    }

    [Fact]
    public void What_fails_because_of_another_is_no_third_witness()
    {
        var desk = Watching("postgresql", "gunicorn:postgresql", "daphne:postgresql").Hang("postgresql").Hang("gunicorn").Hang("daphne").Pass(60);

        Assert.Single(desk.Starts);
    }
}
