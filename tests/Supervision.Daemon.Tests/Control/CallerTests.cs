using Supervision.Adapters.Linux;
using Supervision.Core.Hosting;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.Tests.Control;

public sealed class CallerTests
{
    private const uint Members = 990;
    private const uint Daemon = 991;
    private const uint WebApplication = 33;

    [Theory]
    [InlineData(true, 0u, 0u)]
    [InlineData(true, 0u, 33u)]
    [InlineData(true, 1000u, 1000u, Members)] // by a supplementary group
    [InlineData(true, 1000u, Members)] // by the effective group
    [InlineData(true, Peer.Nobody, Peer.Nobody, Members)] // a user that the daemon's namespace has no number for
    [InlineData(false, WebApplication, WebApplication)]
    [InlineData(false, 1000u, 1000u, 4u, 27u)] // adm and sudo are others
    [InlineData(false, Peer.Nobody, Peer.Nobody)]
    [InlineData(false, Daemon, 1000u)]
    public void Root_and_the_members_of_the_group_are_let_in_and_nobody_else(bool admitted, uint user, params uint[] groups) =>
        Assert.Equal(admitted, Caller.Admits(new Peer(1, user, [.. groups]), HostKind.Systemd, Members, Daemon));

    [Fact]
    public void A_daemon_that_runs_as_the_web_application_does_not_let_it_in() =>
        Assert.False(Caller.Admits(new Peer(1, WebApplication, [WebApplication]), HostKind.Systemd, Members, self: WebApplication));

    [Fact]
    public void Over_processes_of_its_own_the_daemon_is_one_persons_program()
    {
        Assert.True(Caller.Admits(new Peer(1, 1000, [1000]), HostKind.Processes, null, self: 1000));
        Assert.False(Caller.Admits(new Peer(1, 1001, [1000]), HostKind.Processes, null, self: 1000));
        Assert.False(Caller.Admits(new Peer(1, Peer.Nobody, []), HostKind.Processes, null, self: Peer.Nobody));
    }

    [Fact]
    public void Without_the_group_only_root_is_let_in_and_the_overflow_group_is_no_group()
    {
        Assert.False(Caller.Admits(new Peer(1, 1000, [Members]), HostKind.Systemd, null, Daemon));
        Assert.False(Caller.Admits(new Peer(1, 1000, [Peer.Nobody]), HostKind.Systemd, Peer.Nobody, Daemon));
        Assert.True(Caller.Admits(new Peer(1, 0, []), HostKind.Systemd, null, Daemon));
    }

    [Theory]
    [InlineData("ayşe, uid 1000", 1000u, null)]
    [InlineData("ayşe, uid 1000", 1000u, 1000u)]
    [InlineData("root, uid 0, login of ayşe", 0u, 1000u)]
    [InlineData("root, uid 0, login of uid 4711", 0u, 4711u)]
    [InlineData("root, uid 0", 0u, null)]
    [InlineData("uid 4711", 4711u, null)]
    [InlineData("ayşe, uid 1000", Peer.Nobody, 1000u)]
    [InlineData("a member of the group healthcheck, process 77", Peer.Nobody, null)]
    public void Who_asked_is_told_as_exactly_as_it_is_known(string by, uint user, uint? session) =>
        Assert.Equal(by, Caller.Of(new Peer(77, user, []), session, number => number switch { 0 => "root", 1000 => "ayşe", _ => null }).By);
}
