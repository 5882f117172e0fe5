using Supervision.Core.Journal;

namespace Supervision.Core.Resources;

/// <summary>The course of the host's resources, kept for a year within a bounded size. Losing the last minutes of it harms
/// nobody.</summary>
/// <remarks>No call blocks the caller. None fails: what is wrong is told in the reply.</remarks>
public interface ISamples : IAsyncDisposable
{
    Task<StoreReply> StoreAsync(Sample sample);

    /// <summary>The course since <paramref name="since"/>, oldest first, each in the finest grain that is still there.</summary>
    /// <param name="most">At most so many samples; more are averaged.</param>
    Task<Recorded<Sample>> ReadAsync(DateTimeOffset since, int most, CancellationToken cancellation);
}
