using Supervision.Core.Probes;

namespace Supervision.Core.Tests.Probes;

public sealed class CeleryJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 7, 30, 0, TimeSpan.Zero);
    private static readonly CeleryBroker Broker = new("127.0.0.1", 6379, 0, "", "");
    private static readonly CeleryBeatTarget Beat = new(Broker, "healthcheck:celerybeat", "", TimeSpan.FromMinutes(10), ["celery"]);

    [Fact]
    public void An_empty_queue_stands_for_no_time() => Assert.Null(QueueProgress.None.See(Heads(), "a", Minute(0)).StandingFor(Minute(9)));

    [Fact]
    public void The_same_message_next_in_turn_stands_since_it_was_seen_first()
    {
        var seen = QueueProgress.None.See(Heads(("celery", "m1")), "a", Minute(1)).See(Heads(("celery", "m1")), "a", Minute(5));

        Assert.Equal(Minute(4), seen.StandingFor(Minute(5)));
    }

    [Fact]
    public void Another_message_next_in_turn_is_progress()
    {
        var seen = QueueProgress.None.See(Heads(("celery", "m1")), "a", Minute(1)).See(Heads(("celery", "m2")), "a", Minute(5));

        Assert.Equal(TimeSpan.Zero, seen.StandingFor(Minute(5)));
    }

    [Fact]
    public void A_new_message_of_a_higher_priority_is_no_progress()
    {
        var seen = QueueProgress.None.See(Heads(("low", "m1")), "a", Minute(1)).See(Heads(("high", "m9"), ("low", "m1")), "a", Minute(5));

        Assert.Equal(Minute(4), seen.StandingFor(Minute(5)));
    }

    [Fact]
    public void A_worker_that_takes_from_one_queue_is_busy_with_it_and_another_may_wait()
    {
        var seen = QueueProgress.None
            .See(Heads(("one", "m1"), ("other", "m5")), "a", Minute(1))
            .See(Heads(("one", "m2"), ("other", "m5")), "a", Minute(5));

        Assert.Equal(TimeSpan.Zero, seen.StandingFor(Minute(5)));
    }

    [Fact]
    public void A_queue_that_became_empty_is_progress()
    {
        var seen = QueueProgress.None.See(Heads(("celery", "m1")), "a", Minute(1)).See(Heads(), "a", Minute(2)).See(Heads(("celery", "m2")), "a", Minute(9));

        Assert.Equal(TimeSpan.Zero, seen.StandingFor(Minute(9)));
    }

    [Fact]
    public void A_worker_that_was_started_anew_gets_its_time_anew()
    {
        var seen = QueueProgress.None.See(Heads(("celery", "m1")), "a", Minute(1)).See(Heads(("celery", "m1")), "b", Minute(9));

        Assert.Equal(TimeSpan.Zero, seen.StandingFor(Minute(9)));
    }

    [Theory]
    [InlineData(600, null, false, "Passed")]
    [InlineData(601, null, false, "Failed")]
    [InlineData(601, null, true, "Unknown")]
    [InlineData(null, 600, false, "Passed")]
    [InlineData(null, 601, true, "Failed")]
    [InlineData(601, 600, true, "Passed")]
    [InlineData(600, 601, false, "Passed")]
    [InlineData(-60, null, false, "Passed")]
    [InlineData(-61, null, false, "Unknown")]
    [InlineData(null, null, false, "Unknown")]
    public void Beat_is_judged_by_the_younger_of_its_traces(int? written, int? synced, bool isWaiting, string expected) => Assert.Equal(
        expected, BeatJudge.Judge(Beat, new BeatReading(Ago(written), Ago(synced), isWaiting, "nobody knows"), Now).GetType().Name);

    [Theory]
    [InlineData("1795418999.9312", "2026-11-23T07:29:59.9312Z")]
    [InlineData("1795418999", "2026-11-23T07:29:59Z")]
    [InlineData("2026-11-23T10:30:00+03:00", "2026-11-23T07:30:00Z")]
    [InlineData("alive", null)]
    [InlineData("", null)]
    [InlineData("-5", null)]
    [InlineData("1e300", null)]
    [InlineData("999999999999999999", null)]
    public void A_heartbeat_is_a_number_of_Pythons_or_a_date(string text, string? expected)
    {
        var read = HeartbeatText.Read(text);

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Fact]
    public void A_question_tells_where_a_password_lies_and_not_what_it_is() => Assert.Contains(
        "password-file /etc/secret",
        new CeleryWorkerTarget(Broker with { PasswordFile = "/etc/secret" }, ["celery"], TimeSpan.FromMinutes(15), "").Question,
        StringComparison.Ordinal);

    private static Dictionary<string, string> Heads(params (string List, string Message)[] heads) =>
        heads.ToDictionary(head => head.List, head => head.Message);

    private static TimeSpan Minute(int minute) => TimeSpan.FromMinutes(minute);

    private static DateTimeOffset? Ago(int? seconds) => seconds is { } ago ? Now.AddSeconds(-ago) : null;
}
