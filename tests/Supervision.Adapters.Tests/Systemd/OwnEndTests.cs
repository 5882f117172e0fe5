using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>The words are those of signals as systemd 252 sends them.</summary>
public class OwnEndTests
{
    private const string Job = "/org/freedesktop/systemd1/job/7";
    private static readonly UnitProperties Running = Of(UnitActivity.Active, "running");
    private static readonly UnitProperties Dead = Of(UnitActivity.Inactive, "dead");

    // A star marks a job.
    [Theory]
    [InlineData("its process exits with 0, or by kill -TERM", "running, dead", true)]
    [InlineData("the same, and ExecStop= or ExecStopPost= runs", "running, stopping, dead", true)]
    [InlineData("systemctl start, then its process exits", "dead*, running*, running, dead", true)]
    [InlineData("it exits while it reads its configuration", "reloading, dead", true)]
    [InlineData("systemctl stop", "running, running*, stopping*, dead*, dead", false)]
    [InlineData("systemctl stop of which only the end is told", "running, dead*, dead", false)]
    [InlineData("systemctl stop while it ends by itself", "running, stopping, stopping*, dead", false)]
    [InlineData("systemctl restart", "running, running*, stopping*, dead*, running*, running", false)]
    [InlineData("a process that fails", "running, broken", false)]
    [InlineData("a oneshot", "dead*, starting*, dead*, dead", false)]
    [InlineData("an umbrella", "exited, dead", false)]
    [InlineData("a service that ends before it was seen without its start job", "running*, dead", false)]
    [InlineData("a start that is given up", "starting, dead", false)]
    [InlineData("a unit that was never seen running", "dead, dead", false)]
    public void A_unit_ended_by_itself_if_it_was_seen_from_running_to_rest_without_a_job(string story, string signals, bool expected)
    {
        var end = new OwnEnd();
        foreach (var signal in signals.Split(", ")) end.Observe(Signal(signal), told: true);

        Assert.True(expected == end.IsUnconfirmed, story);
        Assert.False(end.IsConfirmed);
    }

    [Fact]
    public void A_unit_of_whose_job_nothing_is_known_was_not_seen_without_one()
    {
        var end = new OwnEnd();
        end.Observe(Running with { Job = null }, told: true);
        end.Observe(Dead, told: true);

        Assert.False(end.IsUnconfirmed);
    }

    [Fact]
    public void An_end_that_only_a_list_tells_was_not_seen()
    {
        var end = new OwnEnd();
        end.Observe(Running, told: true);
        end.Observe(Dead, told: false);
        end.Observe(Dead, told: true);

        Assert.False(end.IsUnconfirmed);
    }

    [Fact]
    public void What_a_list_shows_running_was_seen_running()
    {
        var end = new OwnEnd();
        end.Observe(Running, told: false);
        end.Observe(Dead, told: true);

        Assert.True(end.IsUnconfirmed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_an_outage_if_that_is_confirmed(bool isOutage)
    {
        var end = Ended();

        end.Confirm(isOutage);

        Assert.Equal((false, isOutage), (end.IsUnconfirmed, end.IsConfirmed));
        end.Observe(Dead, told: false);
        Assert.Equal(isOutage, end.IsConfirmed);
    }

    [Fact]
    public void What_systemd_starts_again_itself_is_nothing_to_be_asked_about()
    {
        var end = Ended();

        end.Observe(Of(UnitActivity.Activating, "auto-restart"), told: true);

        Assert.False(end.IsUnconfirmed);
    }

    [Fact]
    public void A_new_life_forgets_the_end_of_the_last()
    {
        var end = Ended();
        end.Confirm(isOutage: true);

        end.Observe(Running, told: false);

        Assert.False(end.IsConfirmed);
    }

    private static OwnEnd Ended()
    {
        var end = new OwnEnd();
        end.Observe(Running, told: true);
        end.Observe(Dead, told: true);
        return end;
    }

    private static UnitProperties Of(UnitActivity activity, string subState) =>
        new() { Activity = activity, SubState = subState, Result = "success", Job = "" };

    private static UnitProperties Signal(string word)
    {
        var unit = word.TrimEnd('*') switch
        {
            "running" => Running,
            "reloading" => Of(UnitActivity.Reloading, "reload"),
            "exited" => Of(UnitActivity.Active, "exited"),
            "starting" => Of(UnitActivity.Activating, "start"),
            "stopping" => Of(UnitActivity.Deactivating, "stop-sigterm"),
            "broken" => Dead with { Result = "exit-code" },
            _ => Dead,
        };
        return word.EndsWith('*') ? unit with { Job = Job } : unit;
    }
}
