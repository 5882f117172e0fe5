using Supervision.Core.Services;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.Tests.Control;

public sealed class VerdictWordsTests
{
    [Fact]
    public void Every_verdict_has_the_word_that_is_promised() => Assert.Equal(
        ["unknown", "starting", "up", "degraded", "suspect", "stopping", "stopped", "down"], Enum.GetValues<Verdict>().Select(VerdictWords.Of));
}
