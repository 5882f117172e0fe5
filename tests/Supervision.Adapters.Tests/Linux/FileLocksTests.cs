using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public class FileLocksTests
{
    // As a booted host shows them while dpkg configures a package.
    private static readonly string[] Locks =
    [
        "1: POSIX  ADVISORY  WRITE 109 00:45:408866 0 EOF",
        "2: POSIX  ADVISORY  WRITE 110 fe:1a:408867 0 EOF",
        "3: OFDLCK ADVISORY  WRITE -1 00:44:6 0 EOF",
        "9: POSIX  ADVISORY  READ 88 00:45:153 128 128",
        "11: FLOCK  ADVISORY  WRITE 88 00:4c:121 0 EOF",
        "11: -> FLOCK  ADVISORY  WRITE 90 00:4c:122 0 EOF",
        "12: POSIX",
        "",
    ];

    private static int? Holder(ulong inode, uint major, uint minor) => FileLocks.HolderOf(Locks, inode, [new DeviceNumber(major, minor)]);

    [Fact]
    public void Whoever_may_write_holds_the_lock()
    {
        Assert.Equal(109, Holder(408866, 0, 0x45));
        Assert.Equal(110, Holder(408867, 0xfe, 0x1a));
        Assert.Equal(88, Holder(121, 0, 0x4c));
    }

    [Fact]
    public void A_holder_that_the_kernel_does_not_name_is_a_holder() => Assert.Equal(-1, Holder(6, 0, 0x44));

    [Fact]
    public void The_same_number_on_another_file_system_is_another_file() => Assert.Null(Holder(408866, 0, 45));

    [Fact]
    public void Readers_and_those_who_wait_hold_nothing()
    {
        Assert.Null(Holder(153, 0, 0x45));
        Assert.Null(Holder(122, 0, 0x4c));
    }
}
