using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Actors.Hosting;
using Supervision.Actors.Recovery;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Hosts;

namespace Supervision.Actors.Tests.Recovery;

public class RequestSpecs : TestKit
{
    private readonly Rehearsal _rehearsal;

    public RequestSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _rehearsal = new Rehearsal(Sys);

    [Fact]
    public void A_sweep_that_a_person_asked_for_is_answered_with_every_service()
    {
        var root = _rehearsal.Begin();
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Log.Clear();

        root.Tell(new SupervisorProtocol.Sweep("ayşe"), TestActor);

        var report = ExpectMsg<SupervisorProtocol.SweepReport>();
        Assert.Equal(["nginx", "gunicorn", "celery"], report.Services.Select(found => found.Service.Text));
        Assert.Equal([Verdict.Up, Verdict.Up, Verdict.Down], report.Services.Select(found => found.Judgement.Verdict));
        Assert.EndsWith("başlatıldı", _rehearsal.Log[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_acts_on_what_a_person_had_stopped()
    {
        var root = _rehearsal.Begin();
        _rehearsal.Host.Stop(Rehearsal.Celery);
        _rehearsal.Pass(60);
        Assert.Empty(_rehearsal.Host.Runs);

        root.Tell(new SupervisorProtocol.Sweep("ayşe"), TestActor);
        _rehearsal.Pass(3);

        Assert.Single(_rehearsal.Host.Runs);
    }

    [Fact]
    public void The_budget_tells_what_is_left_and_when_more_comes()
    {
        var root = _rehearsal.Begin();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(60);

        root.Tell(new SupervisorProtocol.GetBudget(), TestActor);

        var budget = ExpectMsg<SupervisorProtocol.Budget>();
        Assert.Equal((3, 2), (budget.Runs, budget.Left));
        Assert.Equal(Rehearsal.Monday.AddSeconds(2), Assert.Single(budget.Charged));
        Assert.Equal(Rehearsal.Monday.AddSeconds(60), budget.NextFreeAt);
    }

    [Fact]
    public void A_freed_budget_gives_the_next_run_at_once_and_is_on_record()
    {
        var root = _rehearsal.Begin();
        _rehearsal.Host.Backend = VirtualBackend.Fails;
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(3, _rehearsal.Host.Runs.Count);

        root.Tell(new SupervisorProtocol.FreeBudget("ayşe"), TestActor);
        _rehearsal.Pass(1);

        Assert.Equal(4, _rehearsal.Host.Runs.Count);
        Assert.Equal("ayşe", Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.BudgetReset>()).By);
    }

    [Fact]
    public void The_budgets_of_the_steps_before_backend_are_told_and_freed_with_it()
    {
        var rehearsal = new Rehearsal(Sys) { Steps = [RecoveryStep.Unit, RecoveryStep.Backend] };
        var root = rehearsal.Begin();
        rehearsal.Host.Kill(Rehearsal.Gunicorn);
        rehearsal.Pass(60);

        root.Tell(new SupervisorProtocol.GetBudget(), TestActor);
        var spent = ExpectMsg<SupervisorProtocol.Budget>();
        var step = Assert.Single(spent.Steps);
        Assert.Equal((RecoveryStep.Unit, 3, 2), (step.Step, step.Runs, step.Left));
        Assert.Equal(Rehearsal.Monday, Assert.Single(step.Charged));
        Assert.Equal(Rehearsal.Monday.AddSeconds(60), step.NextFreeAt);
        Assert.Equal(3, spent.Left);

        root.Tell(new SupervisorProtocol.FreeBudget("ayşe"), TestActor);
        Assert.Equal(3, Assert.Single(ExpectMsg<SupervisorProtocol.Budget>().Steps).Left);
    }

    [Fact]
    public void A_step_that_only_one_service_has_is_told_too()
    {
        var root = _rehearsal.Begin();
        root.Tell(new SupervisorProtocol.GetBudget(), TestActor);
        Assert.Empty(ExpectMsg<SupervisorProtocol.Budget>().Steps);

        var settings = _rehearsal.Settings;
        var first = settings.Services[0] with { Steps = [RecoveryStep.Backend, RecoveryStep.Dependents] };
        root.Tell(
            new ReloadProtocol.Reconfigure(
                settings with { Services = settings.Services.SetItem(0, first) }, _rehearsal.Schedule, _rehearsal.Writer(Catalogue.Turkish)),
            TestActor);
        root.Tell(new SupervisorProtocol.GetBudget(), TestActor);

        Assert.Equal(RecoveryStep.Dependents, Assert.Single(ExpectMsg<SupervisorProtocol.Budget>().Steps).Step);
    }

    [Fact]
    public void Runs_of_an_earlier_life_still_count()
    {
        var at = Rehearsal.Monday.AddMinutes(-10);
        var root = new Rehearsal(Sys)
        {
            History = new History(
                [.. Enumerable.Range(1, 3).Select(run => new ChargedRun(new(run), at, "earlier", default, at, []))], [], LastRun: 3, LastIncident: 1),
        }.Begin();

        root.Tell(new SupervisorProtocol.GetBudget(), TestActor);

        var budget = ExpectMsg<SupervisorProtocol.Budget>();
        Assert.Equal(0, budget.Left);
        Assert.Equal(at.AddHours(1), budget.NextFreeAt);
    }
}
