using Supervision.Simulation.Policies;

namespace Supervision.Simulation.Tests.Policies;

/// <summary>What a configuration means changes with it.</summary>
public sealed class PolicyTests
{
    private const string Mail = "healthcheck.notify.email { smtp = \"127.0.0.1:25\", from = \"a@example.org\", to = [\"b@example.org\"] }";

    private static readonly Policy AsShipped = Policy.Of(Shipped.Settings());

    [Fact]
    public void A_crash_is_noticed_at_once_and_a_stop_at_the_next_tick()
    {
        Assert.Equal(TimeSpan.Zero, Of(AsShipped, "gunicorn", "killed").Noticed);
        Assert.InRange(Of(AsShipped, "gunicorn", "a person").Noticed!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        Assert.Null(Of(AsShipped, "postgresql", "a person").Noticed);
    }

    [Fact]
    public void What_only_probes_see_is_noticed_after_their_patience()
    {
        Assert.InRange(Of(AsShipped, "gunicorn", "does not work").Noticed!.Value, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(145));
        var patient = Policy.Of(Shipped.Settings("healthcheck.services.gunicorn.probes.page.down-after = 10m"));
        Assert.InRange(Of(patient, "gunicorn", "does not work").Noticed!.Value, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(625));
    }

    [Fact]
    public void The_budget_bounds_what_is_done_where_nothing_helps()
    {
        Assert.Equal(3, AsShipped.Despair.RunsBefore);
        Assert.Equal(3, AsShipped.Despair.InAnHour);

        var generous = Policy.Of(Shipped.Settings("healthcheck.recovery { budget { runs = 5, within = 2h }, backoff = [0s] }")).Despair;

        Assert.Equal(5, generous.RunsBefore);
        Assert.InRange(generous.GaveUp!.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(8));
        Assert.InRange(generous.InADay, generous.InAnHour, 60);
    }

    [Fact]
    public void In_observation_nothing_is_ever_run() => Assert.All(
        Policy.Of(Shipped.Settings("healthcheck.mode = observe")).Trials, trial => Assert.Equal(0, trial.Runs));

    [Fact]
    public void Nobody_is_told_of_anything_until_there_is_a_way_to_people()
    {
        Assert.Equal(AsShipped.Trials.Length, AsShipped.Untold.Count());

        var told = Policy.Of(Shipped.Settings(Mail));

        Assert.Equal("email", Assert.Single(told.Channels));
        Assert.InRange(Of(told, "nginx", "killed").Told["email"], TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
        Assert.DoesNotContain(told.Untold, trial => trial.Service is not null);
        var critical = Policy.Of(Shipped.Settings(Mail + ", healthcheck.notify.routes.bad { to = [email], events = [resource-critical] }"));
        Assert.Contains(critical.Untold, trial => trial.Service?.Text == "nginx" && trial.What.Contains("killed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_Monday_is_as_in_the_calendar() => Assert.Equal(
        ["07:00", "07:15", "07:30", "07:45", "08:00", "08:15", "08:30", "08:45"],
        AsShipped.Monday.Select(due => due.At.ToOffset(TimeSpan.FromHours(3)).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));

    private static Trial Of(Policy policy, string service, string what) =>
        policy.Trials.Single(trial => trial.Service?.Text == service && trial.What.Contains(what, StringComparison.Ordinal));
}
