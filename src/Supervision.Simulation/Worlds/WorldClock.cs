using Supervision.Simulation.Time;

namespace Supervision.Simulation.Worlds;

/// <summary>The clocks of the virtual host. Its monotonic one begins anew with each boot, as the kernel's does; virtual time does
/// not.</summary>
internal sealed class WorldClock(VirtualTime time) : TimeProvider
{
    private readonly TimeSpan _begun = time.Elapsed;
    private TimeSpan _beforeBoot;

    /// <summary>Since the world began.</summary>
    public TimeSpan Elapsed => time.Elapsed - _begun;

    /// <summary>Since the boot.</summary>
    public TimeSpan Monotonic => time.Elapsed - _beforeBoot;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The kernel counts from here.</summary>
    public void Boot() => _beforeBoot = time.Elapsed - TimeSpan.FromSeconds(3);

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => Monotonic.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    /// <summary>Whatever becomes of the daemon meanwhile.</summary>
    public void Later(TimeSpan wait, Action then) => time.CreateTimer(_ => then(), null, wait, Timeout.InfiniteTimeSpan);
}
