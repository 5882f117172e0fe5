using Supervision.Core.Notifications;

namespace Supervision.Core.Tests.Notifications;

public sealed class HeartbeatTests
{
    private static readonly HeartbeatSettings On = HeartbeatSettings.None with { Url = new Uri("https://hc-ping.com/5f0a") };

    [Theory]
    [InlineData("https://hc-ping.com/5f0a", HeartbeatSignal.Success, "https://hc-ping.com/5f0a")]
    [InlineData("https://hc-ping.com/5f0a", HeartbeatSignal.Start, "https://hc-ping.com/5f0a/start")]
    [InlineData("https://hc-ping.com/5f0a/", HeartbeatSignal.Fail, "https://hc-ping.com/5f0a/fail")]
    [InlineData("http://[::1]:8000/ping/key/host?create=1&rid=a%2Fb", HeartbeatSignal.Fail, "http://[::1]:8000/ping/key/host/fail?create=1&rid=a%2Fb")]
    [InlineData("https://hc-ping.com", HeartbeatSignal.Start, "https://hc-ping.com/start")]
    public void A_signal_is_a_word_behind_the_path_and_before_the_query(string url, HeartbeatSignal signal, string to) =>
        Assert.Equal(new Uri(to).AbsoluteUri, (On with { Url = new Uri(url) }).For(signal).AbsoluteUri);

    [Fact]
    public void The_url_is_shown_without_its_path_and_yet_differs_from_another()
    {
        var other = On with { Url = new Uri("https://hc-ping.com/5f0b") };

        Assert.DoesNotContain("5f0a", On.Shown, StringComparison.Ordinal);
        Assert.StartsWith("https://hc-ping.com/… (", On.Shown, StringComparison.Ordinal);
        Assert.NotEqual(other.Shown, On.Shown);
        Assert.Equal("\"\"", HeartbeatSettings.None.Shown);
    }

    [Theory]
    [InlineData(false, HeartbeatSignal.Success)]
    [InlineData(true, HeartbeatSignal.Fail)]
    public void A_round_trip_that_came_back_is_told_with_what_it_saw(bool somethingIsDown, HeartbeatSignal signal)
    {
        var step = HeartbeatLifecycle.Next(HeartbeatState.Initial, new HeartbeatEvent.Returned(somethingIsDown), On);

        Assert.Equal<HeartbeatEffect>([new HeartbeatEffect.Send(1, signal)], step.Effects);
    }

    [Fact]
    public void There_is_never_more_than_one_ping_under_way()
    {
        var state = After(HeartbeatState.Initial, new HeartbeatEvent.Began());
        Assert.Empty(HeartbeatLifecycle.Next(state, new HeartbeatEvent.Returned(false), On).Effects);

        state = After(state, new HeartbeatEvent.Answered(1, null));
        Assert.Equal<HeartbeatEffect>([new HeartbeatEffect.Send(2, HeartbeatSignal.Success)], HeartbeatLifecycle.Next(state, new HeartbeatEvent.Returned(false), On).Effects);
    }

    [Fact]
    public void A_failure_is_told_once_and_its_end_too()
    {
        var told = new List<HeartbeatEffect>();
        var state = HeartbeatState.Initial;
        foreach (var refused in new[] { null, "HTTP 404", "HTTP 500", null, null, "HTTP 404" })
        {
            state = After(state, new HeartbeatEvent.Returned(false));
            var step = HeartbeatLifecycle.Next(state, new HeartbeatEvent.Answered(state.LastPing, refused), On);
            (state, told) = (step.State, [.. told, .. step.Effects]);
        }

        Assert.Equal<HeartbeatEffect>(
            [new HeartbeatEffect.TellFailing("HTTP 404"), new HeartbeatEffect.TellHeard(), new HeartbeatEffect.TellFailing("HTTP 404")], told);
    }

    [Fact]
    public void The_answer_of_whom_we_no_longer_write_to_is_nothing()
    {
        var state = After(HeartbeatState.Initial, new HeartbeatEvent.Began());
        var other = On with { Url = new Uri("https://another.example/") };
        var moved = HeartbeatLifecycle.Next(state, new HeartbeatEvent.Reconfigured(On), other);
        Assert.Equal<HeartbeatEffect>([new HeartbeatEffect.Send(2, HeartbeatSignal.Start)], moved.Effects);

        var late = HeartbeatLifecycle.Next(moved.State, new HeartbeatEvent.Answered(1, "HTTP 404"), other);

        Assert.Equal((moved.State, true), (late.State, late.Effects.IsEmpty));
    }

    [Fact]
    public void Without_a_url_nothing_is_sent()
    {
        foreach (var happened in new HeartbeatEvent[] { new HeartbeatEvent.Began(), new HeartbeatEvent.Returned(true), new HeartbeatEvent.Reconfigured(On) })
            Assert.Empty(HeartbeatLifecycle.Next(HeartbeatState.Initial, happened, HeartbeatSettings.None).Effects);
    }

    private static HeartbeatState After(HeartbeatState state, HeartbeatEvent happened) => HeartbeatLifecycle.Next(state, happened, On).State;
}
