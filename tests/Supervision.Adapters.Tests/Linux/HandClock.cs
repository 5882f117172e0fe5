namespace Supervision.Adapters.Tests.Linux;

/// <summary>A clock whose timestamps go on by hand; its timers are the system's own.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly DateTimeOffset _began = System.GetUtcNow();
    private TimeSpan _elapsed;

    public void Advance(TimeSpan by) => _elapsed += by;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => _began + _elapsed;
}
