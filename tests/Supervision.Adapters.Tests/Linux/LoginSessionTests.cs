using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public sealed class LoginSessionTests
{
    [Theory]
    [InlineData("0::/user.slice/user-1000.slice/session-3.scope\n", 1000u)]
    [InlineData("12:pids:/init.scope\n1:name=systemd:/user.slice/user-1001.slice/user@1001.service/app.slice/x.service\n", 1001u)]
    [InlineData("0::/system.slice/cron.service\n", null)]
    [InlineData("0::/\n", null)]
    [InlineData("", null)]
    [InlineData("0::/user.slice/user-99999999999.slice/x\n", null)]
    public void The_users_slice_says_whose_login_it_is(string groups, uint? user) => Assert.Equal(user, LoginSession.UserIn(groups));

    [Theory]
    [InlineData("0::/user.slice/user-1000.slice/user@1000.service/user.slice/user-0.slice/x.scope\n", 1000u)]
    [InlineData("0::/system.slice/web.service/user.slice/user-1000.slice/x.scope\n", null)]
    public void A_group_that_a_user_named_like_a_slice_is_not_believed(string groups, uint? user) =>
        Assert.Equal(user, LoginSession.UserIn(groups));

    [Fact]
    public void A_process_that_is_gone_belongs_to_no_login() => Assert.Null(LoginSession.UserOf(int.MaxValue));
}
