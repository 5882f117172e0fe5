using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

public sealed class FileTrustTests
{
    private const uint Daemon = 990;
    private const uint Stranger = 1000;

    private static readonly FileReader Reader = new([Daemon], OwnGroup: Daemon);

    [Theory]
    [InlineData(0u, 0u, false)]
    [InlineData(0u, 33u, false)]
    [InlineData(Daemon, 33u, false)]
    [InlineData(Daemon, Daemon, true)] // umask 002, and a group of nobody else
    [InlineData(0u, Daemon, true)]
    public void A_file_that_only_root_and_the_reader_can_write_is_trusted(uint user, uint group, bool groupWrites) =>
        Assert.Null(FileTrust.Objection("x.conf", new FileOwnership(user, group, groupWrites, OthersWrite: false), Reader));

    [Theory]
    [InlineData(Stranger, 0u, false, false, "it belongs to user 1000, who is neither root nor the one who reads it", "chown root x.conf")]
    [InlineData(Stranger, Daemon, true, true, "it belongs to user 1000", "chown root x.conf")]
    [InlineData(0u, 0u, false, true, "everybody may write it", "chmod go-w x.conf")]
    [InlineData(Daemon, Daemon, true, true, "everybody may write it", "chmod go-w x.conf")]
    [InlineData(0u, 0u, true, false, "the group 0 may write it", "chmod go-w x.conf")]
    [InlineData(Daemon, 33u, true, false, "the group 33 may write it", "chmod go-w x.conf")]
    public void A_file_that_anybody_else_can_write_is_not(uint user, uint group, bool groupWrites, bool othersWrite, string reason, string remedy)
    {
        var objection = FileTrust.Objection("x.conf", new FileOwnership(user, group, groupWrites, othersWrite), Reader);

        Assert.StartsWith(reason, objection?.Reason, StringComparison.Ordinal);
        Assert.Equal(remedy, objection?.Remedy);
    }

    [Fact]
    public void A_reader_without_a_group_of_its_own_trusts_no_group() =>
        Assert.NotNull(FileTrust.Objection("x.conf", new FileOwnership(0, Daemon, GroupWrites: true, OthersWrite: false), Reader with { OwnGroup = null }));
}
