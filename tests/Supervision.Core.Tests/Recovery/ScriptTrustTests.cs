using Supervision.Core.Configuration;
using Supervision.Core.Recovery;

namespace Supervision.Core.Tests.Recovery;

public sealed class ScriptTrustTests
{
    [Theory]
    [InlineData(0, 0, false, false, null)]
    [InlineData(0, 33, false, false, null)]
    [InlineData(0, 0, true, false, null)]
    [InlineData(33, 33, false, false, "chown root /scripts/backend.sh")]
    [InlineData(0, 33, true, false, "chmod go-w /scripts/backend.sh")]
    [InlineData(0, 0, false, true, "chmod go-w /scripts/backend.sh")]
    public void Only_root_may_decide_what_root_runs(uint user, uint group, bool groupWrites, bool othersWrite, string? remedy)
    {
        var objection = ScriptTrust.Objection("/scripts/backend.sh", new FileOwnership(user, group, groupWrites, othersWrite));

        if (remedy is null)
            Assert.Null(objection);
        else
            Assert.EndsWith(remedy, objection, StringComparison.Ordinal);
    }
}
