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

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

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
            if (clock.GetElapsedTime(started) > deadline)
                throw new TimeoutException($"Not within {deadline.TotalSeconds} s: {expected}\n{await EvidenceAsync(evidence)}");
            await Task.Delay(Pause, clock);
        }
    }

    private static async Task<string> EvidenceAsync(Func<Task<string>>? evidence) => evidence is null ? "" : await evidence();
}
