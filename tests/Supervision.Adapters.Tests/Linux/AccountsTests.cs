using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public sealed class AccountsTests
{
    private static readonly string[] Users =
    [
        "root:x:0:0:root:/:/bin/bash",
        "www-data:x:33:33:www-data:/w:/usr/sbin/nologin",
        "ayşe:x:1000:1000:Ayşe İnce,,,:/a:/bin/bash",
        "ali:x:1001:100::/a:/bin/bash",
        "veli:x:1002:100::/v:/bin/bash",
        "healthcheck:x:990:990::/:/usr/sbin/nologin",
        "broken",
    ];

    private static readonly string[] Groups =
    [
        "root:x:0:", "www-data:x:33:", "ayşe:x:1000:ayşe", "users:x:100:", "healthcheck:x:990:ayşe", "broken",
    ];

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(33u, 33u)]
    [InlineData(1000u, 1000u)]
    public void A_group_of_one_user_alone_is_that_user_s_own(uint user, uint group) => Assert.Equal(group, OwnGroup(user));

    [Theory]
    [InlineData(1001u)] // another user has it, too
    [InlineData(990u)] // somebody was made a member: operators of the control socket
    [InlineData(4711u)] // nobody here knows this user
    public void A_group_that_others_are_in_is_nobody_s_own(uint user) => Assert.Null(OwnGroup(user));

    [Fact]
    public void Files_of_the_daemon_s_user_are_trusted_by_the_command_line_too()
    {
        Assert.Equal([0u, 990u], Accounts.Reader(0, Users, Groups, "healthcheck").Users.Order());
        Assert.Equal([1000u], Accounts.Reader(1000, Users, Groups, "nobody-of-that-name").Users);
    }

    [Fact]
    public void Names_and_numbers_are_found_in_both_directions_and_broken_lines_are_nobodys()
    {
        Assert.Equal(990u, Accounts.GroupNumber("healthcheck", [.. Groups, "healthcheck", "x:y:z:"]));
        Assert.Equal(990u, Accounts.GroupNumber("healthcheck", Groups));
        Assert.Null(Accounts.GroupNumber("health", Groups));
        Assert.Equal("www-data", Accounts.UserName(33, Users));
        Assert.Null(Accounts.UserName(4711, Users));
    }

    private static uint? OwnGroup(uint user) => Accounts.Reader(user, Users, Groups, "healthcheck").OwnGroup;
}
