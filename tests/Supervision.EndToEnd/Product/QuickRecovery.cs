using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Product;

/// <summary>
/// Settings under which a whole story of outages fits into a test: the same decisions as with the shipped settings, with
/// seconds in place of minutes. No tick comes by itself, so that a sweep is the test's doing.
/// </summary>
internal static class QuickRecovery
{
    private const string Settings = """
        healthcheck {
          recovery {
            collect = 1s, settle = 2s, verify-timeout = 5s
            backoff = [0s, 5s, 10s]
          }
        }

        """;

    /// <summary>Fails where a run came earlier than <c>backoff</c> allows after the end of the one before.</summary>
    /// <param name="runs">All for the same service, within one window of the budget.</param>
    public static void AssertBackoffKept(IReadOnlyList<RunRow> runs)
    {
        foreach (var (earlier, later) in runs.Zip(runs.Skip(1)))
        {
            // The last pause repeats.
            var pause = TimeSpan.FromSeconds(later == runs[1] ? 5 : 10);
            Assert.True(later.At - earlier.EndedAt >= pause, $"less than {pause.TotalSeconds} s between {earlier} and {later}");
        }
    }

    /// <summary>A deployment that finds these settings when the package is installed, and <paramref name="more"/> above them.</summary>
    /// <param name="more">Lines of HOCON.</param>
    public static Preparation WithQuickRecovery(this Preparation preparation, string more = "") => preparation
        .WithoutTicks()
        .With("/etc/healthcheck/conf.d/50-quick.conf", Settings)
        .With("/etc/healthcheck/conf.d/60-more.conf", more + "\n");
}
