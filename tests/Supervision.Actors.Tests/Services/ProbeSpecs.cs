using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Actors.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Probes;
using Supervision.Core.Services;
using Supervision.Simulation.Hosts;

namespace Supervision.Actors.Tests.Services;

/// <summary>Services that run and do not work.</summary>
public class ProbeSpecs : TestKit
{
    private static readonly ProbeSettings Http = Probe("GET /health");

    private readonly Rehearsal _rehearsal;

    public ProbeSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _rehearsal = new Rehearsal(Sys) { Probes = [Http] };

    [Fact]
    public void A_service_that_hangs_is_found_by_its_probe_and_brought_back_by_one_run()
    {
        _rehearsal.Begin();
        _rehearsal.Pass(60);

        _rehearsal.Host.Hang(Rehearsal.Gunicorn);
        _rehearsal.Pass(110);
        Assert.Empty(_rehearsal.Host.Runs);

        _rehearsal.Pass(60);
        Assert.Single(_rehearsal.Host.Runs);
        Assert.Contains(_rehearsal.Log, line => line.EndsWith("gunicorn servisi başarıyla başlatıldı.", StringComparison.Ordinal));
        Assert.Empty(_rehearsal.Unhandled);
    }

    [Fact]
    public void A_probe_that_never_passed_starts_nothing()
    {
        _rehearsal.Host.Work = _ => new ProbeOutcome.Failed("404");
        _rehearsal.Begin();

        _rehearsal.Pass(TimeSpan.FromHours(2));

        Assert.Empty(_rehearsal.Host.Runs);
    }

    [Fact]
    public void That_it_passed_once_is_known_to_the_next_life_of_the_daemon()
    {
        var first = _rehearsal.Begin();
        _rehearsal.Pass(60);
        Sys.Stop(first);
        _rehearsal.Host.Hang(Rehearsal.Gunicorn);
        _rehearsal.Begin();

        _rehearsal.Pass(TimeSpan.FromMinutes(5));

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Equal(ProvenProbe.Of(Http), Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.ProbeProven>()).Probe);
    }

    [Fact]
    public void A_crash_of_the_service_s_actor_does_not_make_its_probe_a_mistake()
    {
        _rehearsal.Begin();
        _rehearsal.Pass(60);
        _rehearsal.Host.Hang(Rehearsal.Gunicorn);
        _rehearsal.Actor("supervisor/gunicorn").Tell(Kill.Instance);

        _rehearsal.Pass(TimeSpan.FromMinutes(5));

        Assert.Single(_rehearsal.Host.Runs);
    }

    [Fact]
    public void A_crash_of_the_service_s_actor_is_no_recovery()
    {
        _rehearsal.Host.Backend = VirtualBackend.Fails;
        _rehearsal.Begin();
        _rehearsal.Pass(60);
        _rehearsal.Host.Hang(Rehearsal.Gunicorn);
        _rehearsal.Pass(150);
        _rehearsal.Actor("supervisor/gunicorn").Tell(Kill.Instance);

        _rehearsal.Pass(1);

        Assert.Empty(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentClosed>());
    }

    [Fact]
    public void A_reload_that_asks_otherwise_counts_from_the_first_success_of_the_new_question()
    {
        var root = _rehearsal.Begin();
        _rehearsal.Pass(60);
        var other = Probe("GET /elsewhere");
        var settings = _rehearsal.Settings;
        root.Tell(new ReloadProtocol.Reconfigure(
            settings with { Services = [.. settings.Services.Select(service => service.Probes.IsEmpty ? service : service with { Probes = [other] })] },
            _rehearsal.Schedule,
            _rehearsal.Writer(Core.Messages.Catalogue.Turkish)));
        _rehearsal.Host.Work = _ => new ProbeOutcome.Failed("404");

        _rehearsal.Pass(TimeSpan.FromHours(1));

        Assert.Empty(_rehearsal.Host.Runs);
        Assert.Empty(_rehearsal.Unhandled);
    }

    private static ProbeSettings Probe(string question) => new(
        new("gunicorn"), "http", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2), TimeSpan.Zero, new Target(question));

    private sealed record Target(string Question) : IProbeTarget
    {
        public string Kind => "http";
    }
}
