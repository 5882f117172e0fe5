namespace Supervision.Actors.Hosting;

/// <summary>
/// The system's time with timers that do not ring early. .NET cuts what is left to whole milliseconds and counts them from a tick that
/// has passed: whoever waits for an instant is woken before it, waits for the rest, of which less than a millisecond is left, and is
/// woken at once, again and again. What is left is rounded up here, and a millisecond is added.
/// </summary>
public sealed class PunctualTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new PunctualTimer(base.CreateTimer(callback, state, RoundedUp(dueTime), period));

    /// <summary>Whole milliseconds, one more than are needed. At once stays at once, and never stays never.</summary>
    public static TimeSpan RoundedUp(TimeSpan due) =>
        due <= TimeSpan.Zero ? due : TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds) + 1);

    private sealed class PunctualTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(RoundedUp(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
