using Supervision.Core.Doctor;
using Supervision.Core.Recovery;

namespace Supervision.Core.Tests.Doctor;

/// <summary>The ways to backend.sh that do without polkit.</summary>
public sealed class BackendWayTests
{
    private const string File = "/run/healthcheck/restart.request";
    private const string Script = "/srv/backend.sh";

    private static readonly RequestFacts Waited = new(File, IsWatched: true, IsWatchedAfterBoot: true, IsPlaceWritable: true);
    private static readonly SudoAnswer Allowed = new(Script, Allowed: true, "", IsShutOut: false);

    [Fact]
    public void A_way_that_is_open_is_passed_over_in_silence()
    {
        Assert.Empty(Hosts.With(Hosts.Sound with { Request = Waited }));
        Assert.Empty(Hosts.With(Hosts.Sound with { Request = Waited with { IsPlaceWritable = null } }));
        Assert.Empty(Hosts.With(Hosts.Sound with { Sudo = Allowed }));
    }

    [Fact]
    public void A_file_that_nobody_waits_for_is_an_error_and_in_observe_a_warning()
    {
        var host = Hosts.Sound with { Request = Waited with { IsWatched = false, IsWatchedAfterBoot = false } };

        var found = Assert.Single(Hosts.With(host));
        Assert.Equal((Gravity.Error, File), (found.Gravity, found.Place));
        Assert.Contains("starts backend-restart.service", found.What, StringComparison.Ordinal);
        Assert.Contains("systemctl enable --now backend-restart.path", found.Remedy, StringComparison.Ordinal);

        Assert.Equal(
            Gravity.Warning,
            Assert.Single(Diagnosis.Of(Hosts.Settings with { Mode = SupervisionMode.Observe }, host)).Gravity);
    }

    [Fact]
    public void A_path_unit_that_the_next_boot_will_not_start_is_a_warning()
    {
        var found = Assert.Single(Hosts.With(Hosts.Sound with { Request = Waited with { IsWatchedAfterBoot = false } }));

        Assert.Equal((Gravity.Warning, File), (found.Gravity, found.Place));
        Assert.Contains("not enabled", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_where_the_file_cannot_be_made_is_an_error()
    {
        var found = Assert.Single(Hosts.With(Hosts.Sound with { Request = Waited with { IsPlaceWritable = false } }));

        Assert.Equal((Gravity.Error, "the daemon cannot make it there"), (found.Gravity, found.What));
    }

    [Theory]
    [InlineData(false, "sudo does not let healthcheck run it", "/etc/sudoers.d/healthcheck")]
    [InlineData(null, "sudo cannot be asked whether healthcheck may run it: no such file", "apt install sudo")]
    public void A_sudo_that_says_no_or_nothing_is_an_error(bool? allowed, string what, string remedy)
    {
        var found = Assert.Single(Hosts.With(Hosts.Sound with { Sudo = Allowed with { Allowed = allowed, Said = "no such file" } }));

        Assert.Equal((Gravity.Error, Script), (found.Gravity, found.Place));
        Assert.StartsWith(what, found.What, StringComparison.Ordinal);
        Assert.Contains(remedy, found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sandbox_that_keeps_sudo_from_root_is_an_error_whatever_sudo_says()
    {
        var found = Assert.Single(Hosts.With(Hosts.Sound with { Sudo = Allowed with { IsShutOut = true } }));

        Assert.Equal((Gravity.Error, "healthcheck.service"), (found.Gravity, found.Place));
        Assert.Contains("50-sudo.conf", found.Remedy, StringComparison.Ordinal);
    }
}
