namespace Supervision.Simulation.Time;

/// <summary>Answers of a virtual outside to whoever waits for them.</summary>
internal static class Answer
{
    /// <summary>Whoever waits goes on at once, on the thread that steps the world: under a context of a test's runner it would be sent to
    /// another, at a time that nobody knows.</summary>
    public static void Give<T>(TaskCompletionSource<T> asked, T answer)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            asked.SetResult(answer);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>An answer that never comes: who asked is dead.</summary>
    public static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}
