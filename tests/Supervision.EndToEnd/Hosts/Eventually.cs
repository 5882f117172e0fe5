using System.Runtime.CompilerServices;

namespace Supervision.EndToEnd.Hosts;

/// <summary>
/// The one place of this lane that waits. A booted host offers no event for "the log has that line", so the condition
/// is asked again and again until it holds; the deadline is a failsafe, far above what a slow machine needs, and
/// never a statement about speed.
/// </summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Each time it is asked, processes start, on a machine that has others to run: what takes long is asked for less often.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private const int PausesInWhatHasPassed = 20;

    /// <summary>Returns as soon as <paramref name="condition"/> holds.</summary>
    /// <param name="evidence">Asked once, when the deadline has passed: what the failure shall show.</param>
    /// <exception cref="TimeoutException">It did not hold within <paramref name="patience"/> (2 minutes by default).</exception>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition,
        TimeSpan? patience = null,
        Func<Task<string>>? evidence = null,
        [CallerArgumentExpression(nameof(condition))] string expected = "")
    {
        var deadline = patience ?? Patience;
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (!await condition())
        {
            var passed = clock.GetElapsedTime(started);
            if (passed > deadline)
                throw new TimeoutException($"Not within {deadline.TotalSeconds} s: {expected}\n{await EvidenceAsync(evidence)}");
            await Task.Delay(PauseAfter(passed), clock);
        }
    }

    private static TimeSpan PauseAfter(TimeSpan passed) =>
        new(Math.Clamp(passed.Ticks / PausesInWhatHasPassed, ShortestPause.Ticks, LongestPause.Ticks));

    private static async Task<string> EvidenceAsync(Func<Task<string>>? evidence) => evidence is null ? "" : await evidence();
}
