using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

public class UnitPropertiesTests
{
    private static readonly UnitProperties Running = new()
    {
        Load = UnitLoad.Loaded,
        Activity = UnitActivity.Active,
        SubState = "running",
        Result = "success",
        Invocation = "8cc2f54e",
        Job = "/org/freedesktop/systemd1/job/96",
        ExitKind = 0,
        ExitStatus = 0,
        LifeBegan = TimeSpan.FromSeconds(1),
        Restarts = 1,
        ActiveSince = TimeSpan.FromSeconds(1),
        ControlGroup = "/system.slice/celery.service",
        NeedsReload = false,
        Frozen = false,
    };

    [Fact]
    public void What_a_signal_does_not_tell_stays_as_it_was() => Assert.Equal(Running, Running.With(default));

    [Fact]
    public void What_a_signal_tells_replaces_what_was_known()
    {
        var news = new UnitProperties
        {
            Load = UnitLoad.Masked,
            Activity = UnitActivity.Failed,
            SubState = "failed",
            Result = "signal",
            Invocation = "",
            Job = "",
            ExitKind = 2,
            ExitStatus = 9,
            LifeBegan = TimeSpan.FromSeconds(2),
            Restarts = 2,
            ActiveSince = TimeSpan.FromSeconds(2),
            ControlGroup = "/other.slice/celery.service",
            NeedsReload = true,
            Frozen = true,
        };

        Assert.Equal(news, Running.With(news));
    }

    [Fact]
    public void A_service_signal_and_the_units_own_make_one_status()
    {
        var status = Running
            .With(new UnitProperties { Result = "signal", ExitKind = 2, ExitStatus = 9 })
            .With(new UnitProperties { Activity = UnitActivity.Failed, SubState = "failed", Job = "" })
            .ToStatus(new UnitName("celery.service"), []);

        Assert.Equal(
            new UnitStatus(new UnitName("celery.service"), UnitLoad.Loaded, UnitActivity.Failed, "failed", "signal", "8cc2f54e", false, [])
            {
                Restarts = 1,
            },
            status);
    }

    [Fact]
    public void A_running_unit_is_told_with_its_age_its_group_and_its_restarts()
    {
        var status = (Running with { Restarts = 4, NeedsReload = true, Frozen = true }).ToStatus(new UnitName("celery.service"), []);

        Assert.Equal(
            (4, TimeSpan.FromSeconds(1), "/system.slice/celery.service", true, true),
            (status.Restarts, status.ActiveSince, status.ControlGroup, status.NeedsReload, status.Frozen));
    }

    [Theory]
    [InlineData(0, 0, null)] // It runs.
    [InlineData(1, 0, 0)]
    [InlineData(1, 203, 203)]
    [InlineData(2, 9, null)] // Killed by a signal, which is no exit code.
    [InlineData(3, 11, null)] // Likewise, with a core dump.
    [InlineData(null, null, null)]
    public void An_exit_status_is_told_of_a_process_that_exited(int? kind, int? status, int? told) => Assert.Equal(
        told, (Running with { ExitKind = kind, ExitStatus = status }).ToStatus(new UnitName("celery.service"), []).ExitStatus);

    [Theory]
    [InlineData(UnitActivity.Activating)]
    [InlineData(UnitActivity.Deactivating)]
    [InlineData(UnitActivity.Failed)]
    public void A_unit_that_is_not_active_is_so_since_no_time(UnitActivity activity) =>
        Assert.Null((Running with { Activity = activity }).ToStatus(new UnitName("celery.service"), []).ActiveSince);

    [Theory]
    [InlineData("running", false)]
    [InlineData("freezing", false)]
    [InlineData("frozen", true)]
    [InlineData("frozen-by-parent", true)]
    [InlineData("thawing", false)]
    [InlineData(null, null)]
    public void A_frozen_unit_is_told_as_such(string? word, bool? frozen) => Assert.Equal(frozen, UnitWords.Frozen(word));

    [Fact]
    public void A_unit_of_which_nothing_is_known_is_not_taken_for_down()
    {
        var status = default(UnitProperties).ToStatus(new UnitName("celery.service"), []);

        Assert.Equal((UnitLoad.Other, UnitActivity.Other, false), (status.Load, status.Activity, status.JobQueued));
    }

    [Theory]
    [InlineData("active", UnitActivity.Active)]
    [InlineData("reloading", UnitActivity.Reloading)]
    [InlineData("inactive", UnitActivity.Inactive)]
    [InlineData("failed", UnitActivity.Failed)]
    [InlineData("activating", UnitActivity.Activating)]
    [InlineData("deactivating", UnitActivity.Deactivating)]
    [InlineData("maintenance", UnitActivity.Other)]
    [InlineData("refreshing", UnitActivity.Other)]
    [InlineData("", UnitActivity.Other)]
    public void Every_active_state_has_its_meaning(string word, UnitActivity activity) => Assert.Equal(activity, UnitWords.Activity(word));

    [Theory]
    [InlineData("loaded", UnitLoad.Loaded)]
    [InlineData("not-found", UnitLoad.NotFound)]
    [InlineData("masked", UnitLoad.Masked)]
    [InlineData("bad-setting", UnitLoad.Other)]
    [InlineData("error", UnitLoad.Other)]
    public void Every_load_state_has_its_meaning(string word, UnitLoad load) => Assert.Equal(load, UnitWords.Load(word));

    [Theory]
    [InlineData("initializing", HostPhase.Starting)]
    [InlineData("starting", HostPhase.Starting)]
    [InlineData("running", HostPhase.Running)]
    [InlineData("degraded", HostPhase.Running)]
    [InlineData("stopping", HostPhase.Stopping)]
    [InlineData("maintenance", HostPhase.Other)]
    [InlineData("offline", HostPhase.Other)]
    [InlineData(null, HostPhase.Other)]
    public void Every_state_of_the_host_has_its_phase(string? word, HostPhase phase) => Assert.Equal(phase, UnitWords.Phase(word));

    [Theory]
    [InlineData(UnitActivity.Active, "", true)]
    [InlineData(UnitActivity.Inactive, "", true)]
    [InlineData(UnitActivity.Failed, null, true)]
    [InlineData(UnitActivity.Activating, "", false)]
    [InlineData(UnitActivity.Deactivating, "", false)]
    [InlineData(UnitActivity.Inactive, "/org/freedesktop/systemd1/job/7", false)]
    public void A_unit_is_settled_when_it_rests_and_no_job_waits(UnitActivity activity, string? job, bool settled) =>
        Assert.Equal(settled, new UnitProperties { Activity = activity, Job = job }.IsSettled);
}
