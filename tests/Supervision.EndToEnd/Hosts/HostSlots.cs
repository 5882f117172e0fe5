namespace Supervision.EndToEnd.Hosts;

/// <summary>
/// Bounds how many hosts are up at once: each runs some twenty processes, and more of them than a small machine has
/// processors only make everyone wait. All slots of a test are taken in one go, so that two tests with two hosts each
/// cannot wait for one another.
/// </summary>
internal static class HostSlots
{
    private const int HostsAtOnce = 4;

    private static readonly SemaphoreSlim Free = new(HostsAtOnce);
    private static readonly SemaphoreSlim Counter = new(1);

    public static async Task TakeAsync(int hosts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hosts, HostsAtOnce);
        await Counter.WaitAsync();
        try
        {
            for (var taken = 0; taken < hosts; taken++) await Free.WaitAsync();
        }
        finally
        {
            Counter.Release();
        }
    }

    public static void GiveBack() => Free.Release();
}
