using System.Globalization;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public sealed class BootIdTests
{
    [Fact]
    public void It_names_the_boot_of_the_kernel_and_the_start_of_its_init()
    {
        var parts = BootId.Read().Split('/');

        Assert.True(Guid.TryParseExact(parts[0], "D", out _));
        var began = Assert.Single(parts.Skip(1));
        Assert.True(long.Parse(began, CultureInfo.InvariantCulture) >= 0);
        Assert.Equal(Tool.Run("sh", "-c", "sed 's/.*) //' /proc/1/stat | cut -d ' ' -f 20").Output.Trim(), began);
    }

    [Fact]
    public void It_stays_the_same() => Assert.Equal(BootId.Read(), BootId.Read());
}
