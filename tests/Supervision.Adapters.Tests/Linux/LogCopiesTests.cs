using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public class LogCopiesTests
{
    [Fact]
    public void Where_the_directory_is_gone_nothing_was_lost_that_could_be_found()
    {
        using var directory = new TemporaryDirectory();

        Assert.Empty(LogCopies.LostOf(new WrittenLately(), Path.Combine(directory.File("gone"), "service_monitor.log")));
    }
}
