namespace Supervision.Adapters.Tests.Probes;

/// <summary>The real clock, moved ahead by as much as a test says.</summary>
internal sealed class MovedClock : TimeProvider
{
    private TimeSpan _ahead;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(_ahead.TotalSeconds * TimestampFrequency);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void Move(TimeSpan by) => _ahead += by;
}
