using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public sealed class BootIdTests
{
    [Fact]
    public void It_is_one_uuid_without_a_line_break() => Assert.True(Guid.TryParseExact(BootId.Read(), "D", out _));

    [Fact]
    public void It_stays_the_same() => Assert.Equal(BootId.Read(), BootId.Read());
}
