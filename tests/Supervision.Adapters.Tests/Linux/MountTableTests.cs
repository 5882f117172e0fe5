using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public class MountTableTests
{
    // As the daemon's sandbox shows them: every mount is read-only, whatever the file system itself is.
    private static readonly string[] Lines =
    [
        "931 884 254:0 / / ro,nosuid,relatime shared:298 master:168 - ext4 /dev/vda rw,errors=remount-ro",
        "932 931 0:72 / /tmp rw,nosuid,nodev - tmpfs tmpfs rw,size=2468412k",
        "933 931 254:1 / /var ro,relatime shared:3 - ext4 /dev/vdb ro,errors=remount-ro",
        "934 931 254:2 / /mnt/with\\040blank ro,relatime - xfs /dev/vdc rw",
        "935 931 7:1 / /snap/x ro,relatime - squashfs /dev/loop1 ro",
        "936 931 0:80 / /live ro,relatime - overlay overlay ro,lowerdir=/a:/b",
        "937 931 0:81 / /over ro,relatime - overlay overlay ro,lowerdir=/a,upperdir=/c,workdir=/d",
        "938 931 0:73 / /tmp rw,nosuid,nodev - tmpfs tmpfs rw,size=1k",
        "too short",
    ];

    private static Mount Holding(string path, ulong? id = null) => MountTable.Holding(Lines, path, id)!;

    [Theory]
    [InlineData("/", 931UL)]
    [InlineData("/usr/bin", 931UL)]
    [InlineData("/var", 933UL)]
    [InlineData("/var/lib/dpkg/lock", 933UL)]
    [InlineData("/variable", 931UL)]
    [InlineData("/mnt/with blank/file", 934UL)]
    [InlineData("/tmp/x", 938UL)] // The later mount lies over the earlier.
    public void The_deepest_mount_holds_a_path(string path, ulong id) => Assert.Equal(id, Holding(path).Id);

    [Fact]
    public void Where_the_kernel_names_the_mount_the_path_does_not_count() => Assert.Equal("/var", Holding("/srv/link/to/var", 933).Point);

    [Fact]
    public void A_mount_that_is_gone_again_is_none() => Assert.Null(MountTable.Holding(Lines, "/", 1));

    [Fact]
    public void A_device_is_written_in_decimals() => Assert.Equal(new DeviceNumber(254, 1), Holding("/var").Device);

    [Theory]
    [InlineData("/", false, false)]
    [InlineData("/tmp", false, false)]
    [InlineData("/var", true, false)]
    [InlineData("/snap/x", true, true)]
    [InlineData("/live", true, true)]
    [InlineData("/over", true, false)]
    public void The_file_system_itself_says_whether_it_is_read_only(string path, bool isReadOnly, bool byDesign) =>
        Assert.Equal((isReadOnly, byDesign), (Holding(path).IsReadOnly, Holding(path).IsReadOnlyByDesign));
}
