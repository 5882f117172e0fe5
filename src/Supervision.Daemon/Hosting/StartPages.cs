using Supervision.Adapters.Linux;

namespace Supervision.Daemon.Hosting;

/// <summary>
/// Much of the program is needed once, to compose it. A while after the start its pages are given back, and what the daemon goes on with
/// comes again by itself. So is what composing it has left on the heap: who makes little that is new has no reason to collect it for hours.
/// </summary>
internal static class StartPages
{
    private static readonly TimeSpan AfterTheStart = TimeSpan.FromSeconds(10);

    /// <returns>To be disposed of at the end.</returns>
    public static IDisposable GiveBackLater(TimeProvider clock, ILogger log) =>
        clock.CreateTimer(_ => GiveBack(log), null, AfterTheStart, Timeout.InfiniteTimeSpan);

    private static void GiveBack(ILogger log)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            if (Environment.ProcessPath is { } program)
                FilePages.GiveBack(program);
        }
        catch (IOException failure)
        {
            log.LogDebug("What only the start needed stays in memory: {Why}", failure.Message);
        }
    }
}
