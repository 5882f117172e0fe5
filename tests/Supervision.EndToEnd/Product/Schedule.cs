using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Product;

/// <summary>The shipped calendar, out of the way of a story that a tick in its middle would tell otherwise.</summary>
internal static class Schedule
{
    private const string NoTicks = """
        healthcheck.schedule {
          periodic  { cron = "0 0 1 1 *" }
          monday    { cron = "0 0 1 1 *" }
          readiness { cron = "0 0 1 1 *" }
          resources { cron = "0 0 1 1 *" }
        }

        """;

    /// <summary>A deployment on which nothing happens because of the time of day or of the week.</summary>
    public static Preparation WithoutTicks(this Preparation preparation) =>
        preparation.With("/etc/healthcheck/conf.d/45-no-ticks.conf", NoTicks);
}
