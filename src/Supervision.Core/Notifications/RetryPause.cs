namespace Supervision.Core.Notifications;

/// <summary>How long it takes until a message that could not be delivered is tried again.</summary>
internal static class RetryPause
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);

    /// <summary>Twice as long after every failure, up to a fifth more or less, so that what failed together is not tried together. The
    /// fifth follows from the message and the try, and is the same whenever it is asked for.</summary>
    public static TimeSpan After(int failures, MessageId message)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        var pause = doubled < Longest / 1.2 ? doubled : Longest / 1.2;
        return pause * (0.8 + (0.4 * Fraction(message.Number, failures)));
    }

    // SplitMix64 by Sebastiano Vigna: every bit of the number moves every bit of the result.
    private static double Fraction(long number, int tries)
    {
        unchecked
        {
            var mixed = ((ulong)number * 0x9E3779B97F4A7C15UL) + ((ulong)tries * 0xBF58476D1CE4E5B9UL);
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return ((mixed ^ (mixed >> 31)) >> 11) / (double)(1UL << 53);
        }
    }
}
