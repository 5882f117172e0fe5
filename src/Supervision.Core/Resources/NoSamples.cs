using Supervision.Core.Journal;

namespace Supervision.Core.Resources;

/// <summary>Keeps nothing: for a daemon that is not there to stay.</summary>
public sealed class NoSamples : ISamples
{
    public Task<StoreReply> StoreAsync(Sample sample) => Task.FromResult<StoreReply>(new StoreReply.Stored());

    public Task<Recorded<Sample>> ReadAsync(DateTimeOffset since, int most, CancellationToken cancellation) =>
        Task.FromResult(new Recorded<Sample>([], null));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
