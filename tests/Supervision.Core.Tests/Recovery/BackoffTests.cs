using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

public sealed class BackoffTests
{
    private static readonly ServiceName Celery = new("celery");
    private static readonly ServiceName Nginx = new("nginx");
    private static readonly ImmutableArray<TimeSpan> Pauses = [TimeSpan.Zero, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    [Fact]
    public void The_first_run_waits_for_the_first_pause_from_the_beginning_of_the_incident()
    {
        Assert.Equal(Second(100), Backoff.DueAt(Celery, Second(100), [], Pauses));
        Assert.Equal(Second(130), Backoff.DueAt(Celery, Second(100), [], [Second(30)]));
    }

    [Theory]
    [InlineData(1, 120)]
    [InlineData(2, 600)]
    [InlineData(3, 600)]
    [InlineData(7, 600)]
    public void Each_further_run_waits_longer_and_the_last_pause_repeats(int runs, int pause)
    {
        var counted = Enumerable.Range(1, runs).Select(run => Run(run, Second(1000 * run), Second(1000 * run + 10), Celery));

        Assert.Equal(Second(1000 * runs + 10 + pause), Backoff.DueAt(Celery, TimeSpan.Zero, [.. counted], Pauses));
    }

    [Fact]
    public void The_pause_counts_from_the_charge_where_the_end_was_never_recorded() =>
        Assert.Equal(Second(1120), Backoff.DueAt(Celery, Second(1100), [Run(1, Second(1000), null, Celery)], Pauses));

    [Fact]
    public void Runs_for_others_do_not_count() =>
        Assert.Equal(Second(1500), Backoff.DueAt(Celery, Second(1500), [Run(1, Second(1000), Second(1400), Nginx)], Pauses));

    private static Charge Run(int number, TimeSpan at, TimeSpan? endedAt, ServiceName member) => new(new RunId(number), at, endedAt, [member]);

    private static TimeSpan Second(int seconds) => TimeSpan.FromSeconds(seconds);
}
