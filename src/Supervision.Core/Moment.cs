namespace Supervision.Core;

/// <summary>
/// One reading of both clocks. Windows, backoff and timeouts are counted in <see cref="Elapsed"/>; calendars, messages and
/// everything on disk use <see cref="Wall"/>.
/// </summary>
/// <param name="Wall">The wall clock, which people can set and which may step in either direction.</param>
/// <param name="Elapsed">The monotonic clock: time since some fixed start, never going back.</param>
public readonly record struct Moment(DateTimeOffset Wall, TimeSpan Elapsed);

/// <summary>Reads a <see cref="TimeProvider"/> as a <see cref="Moment"/>.</summary>
public static class TimeProviderMoments
{
    /// <summary>Both clocks, read together; to be called once per message, at its beginning.</summary>
    public static Moment Moment(this TimeProvider clock) =>
        new(clock.GetUtcNow(), clock.GetElapsedTime(0));
}
