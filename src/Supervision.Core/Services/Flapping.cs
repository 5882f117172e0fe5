using System.Collections.Immutable;

namespace Supervision.Core.Services;

/// <summary>
/// Whether a service goes up and down so often that each turn of its own tells nothing any more.
/// <para>Intuition: a lamp that flickers is not on and off twenty times: it flickers. It is said once, and once more when it has been
/// steady for a while.</para>
/// </summary>
/// <param name="Turns">When it turned bad, or systemd itself started it again; monotonic, oldest first.</param>
/// <param name="IsOn">It flaps.</param>
public sealed record Flapping(ImmutableArray<TimeSpan> Turns, bool IsOn)
{
    public static Flapping None { get; } = new([], false);

    /// <summary>Notes <paramref name="times"/> turns.</summary>
    public Flapping Turned(int times, FlapSettings settings, TimeSpan now) => settings.Times == 0 || times <= 0
        ? this
        : this with { Turns = [.. Turns.Concat(Enumerable.Repeat(now, Math.Min(times, settings.Times))).TakeLast(settings.Times)] };

    /// <summary>It begins with <see cref="FlapSettings.Times"/> turns within the period, and ends when half of them, or fewer, are
    /// left.</summary>
    public Flapping Looked(FlapSettings settings, TimeSpan now)
    {
        if (Turns.IsEmpty && !IsOn) return this;
        var counted = Turns.RemoveAll(turn => now - turn >= settings.Within);
        var isOn = settings.Times > 0 && (counted.Length >= settings.Times || (IsOn && counted.Length * 2 > settings.Times));
        return counted.Length == Turns.Length && isOn == IsOn ? this : new Flapping(counted, isOn);
    }

    /// <summary>When the next turn leaves the period, monotonic; null while it does not flap.</summary>
    public TimeSpan? LooksAgainAt(FlapSettings settings) => IsOn && !Turns.IsEmpty ? Turns[0] + settings.Within : null;
}

/// <summary>When a service counts as flapping: <c>flapping</c> of the service.</summary>
/// <param name="Times">So many turns; 0 for never.</param>
public sealed record FlapSettings(int Times, TimeSpan Within);
