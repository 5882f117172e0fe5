namespace Supervision.Adapters.Tests.Probes;

/// <summary>No test waits longer than this for what must come; it says nothing about how soon it has to.</summary>
internal static class Failsafe
{
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(90);

    public static CancellationTokenSource Begin() => new(Time);

    /// <summary>Waits for something of another process, which nobody tells us of.</summary>
    public static async Task Until(Func<Task<bool>> holds)
    {
        using var failsafe = Begin();
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, failsafe.Token);
    }
}
