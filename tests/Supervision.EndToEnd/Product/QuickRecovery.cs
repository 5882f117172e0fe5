using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Product;

/// <summary>
/// Settings under which a whole story of outages fits into a test: the same decisions as with the shipped settings, with
/// seconds in place of minutes. Its schedule has no tick of its own, so that a sweep is the test's doing.
/// </summary>
internal static class QuickRecovery
{
    private const string Settings = """
        healthcheck {
          recovery {
            collect = 1s, settle = 2s, verify-timeout = 5s
            backoff = [0s, 5s, 10s]
          }
          schedule {
            periodic { cron = "0 0 1 1 *" }
            monday   { cron = "0 0 1 1 *" }
          }
        }

        """;

    /// <summary>The pause before a service's first run, the second and so on; the last one repeats.</summary>
    public static TimeSpan BackoffBefore(int run) => TimeSpan.FromSeconds(run switch { 1 => 0, 2 => 5, _ => 10 });

    /// <summary>A deployment that finds these settings, and those of <paramref name="more"/> above them, when the package is installed.</summary>
    /// <param name="more">Lines of HOCON.</param>
    public static Preparation WithQuickRecovery(this Preparation preparation, string more = "") => preparation
        .With("/etc/healthcheck/conf.d/50-quick.conf", Settings)
        .With("/etc/healthcheck/conf.d/60-more.conf", more + "\n");
}
