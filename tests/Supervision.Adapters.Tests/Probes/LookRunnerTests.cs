using System.Net.Sockets;
using Supervision.Adapters.Probes;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>Whatever a look does, it has an end.</summary>
public sealed class LookRunnerTests
{
    private static readonly ProbeSettings Probe = Looks.Of(new TcpTarget("127.0.0.1", 1));

    private readonly HandClock _clock = new();
    private readonly LookRunner _runner;

    public LookRunnerTests() => _runner = new LookRunner(_clock);

    [Fact]
    public async Task What_a_look_finds_is_its_outcome() =>
        Assert.Equal(new ProbeOutcome.Passed("well"), await RunAsync(_ => Task.FromResult<ProbeOutcome>(new ProbeOutcome.Passed("well"))));

    [Fact]
    public async Task A_look_that_throws_is_unknown_and_the_next_one_goes_on()
    {
        Assert.Equal(
            new ProbeOutcome.Unknown("the probe itself failed: InvalidOperationException: oh"),
            await RunAsync(_ => throw new InvalidOperationException("oh")));
        Assert.IsType<ProbeOutcome.Passed>(await RunAsync(_ => Task.FromResult<ProbeOutcome>(new ProbeOutcome.Passed(""))));
    }

    [Fact]
    public async Task A_look_is_cancelled_at_the_end_of_its_time_and_says_what_it_waited_for()
    {
        var waits = Stage();
        var outcome = RunAsync(async look =>
        {
            look.WaitsForService("reading the body");
            waits.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, look.Deadline);
            return new ProbeOutcome.Passed("");
        });
        await waits.Task.WaitAsync(Failsafe.Time);
        _clock.RunOut();

        Assert.Equal(new ProbeOutcome.Failed("no answer within 10s, while reading the body"), await outcome);
    }

    [Fact]
    public async Task A_look_that_waited_for_something_else_knows_nothing_of_the_service()
    {
        var waits = Stage();
        var outcome = RunAsync(async look =>
        {
            look.WaitsForOther("resolving db.example");
            waits.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, look.Deadline);
            return new ProbeOutcome.Passed("");
        });
        await waits.Task.WaitAsync(Failsafe.Time);
        _clock.RunOut();

        Assert.Equal(new ProbeOutcome.Unknown("no answer within 10s, while resolving db.example"), await outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_look_that_does_not_care_is_left_behind_and_has_no_second_beside_it(bool blocks)
    {
        var (waits, released) = (Stage(), Stage());
        var outcome = RunAsync(async _ =>
        {
            waits.SetResult();
            if (blocks) released.Task.Wait(Failsafe.Time);
            else await released.Task;
            return new ProbeOutcome.Passed("too late");
        });
        await waits.Task.WaitAsync(Failsafe.Time);
        _clock.RunOut();

        Assert.IsType<ProbeOutcome.Failed>(await outcome);
        Assert.Equal(
            new ProbeOutcome.Unknown("the look before this one hangs, although its time is over"),
            await RunAsync(_ => throw new InvalidOperationException("a second one")));

        released.SetResult();
        await Failsafe.Until(async () => await RunAsync(_ => Task.FromResult<ProbeOutcome>(new ProbeOutcome.Impaired("again"))) is ProbeOutcome.Impaired);
    }

    [Fact]
    public async Task A_hanging_look_delays_no_other_probe()
    {
        var released = Stage();
        var hanging = RunAsync(async _ =>
        {
            await released.Task;
            return new ProbeOutcome.Passed("");
        });

        var other = await _runner.RunAsync(
            Looks.Of(Probe.Target, "other"), null, _ => Task.FromResult<ProbeOutcome>(new ProbeOutcome.Passed("other")), CancellationToken.None)
            .WaitAsync(Failsafe.Time);

        Assert.Equal("other", other.Detail);
        Assert.False(hanging.IsCompleted);
        released.SetResult();
        await hanging;
    }

    [Fact]
    public async Task A_look_that_is_called_off_knows_nothing()
    {
        using var off = new CancellationTokenSource();
        var waits = Stage();
        var outcome = _runner.RunAsync(
            Probe,
            null,
            async look =>
            {
                waits.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, look.Deadline);
                return new ProbeOutcome.Passed("");
            },
            off.Token);
        await waits.Task.WaitAsync(Failsafe.Time);
        await off.CancelAsync();

        Assert.IsType<ProbeOutcome.Unknown>(await outcome.WaitAsync(Failsafe.Time));
    }

    [Fact]
    public async Task What_others_put_into_a_detail_is_one_short_line()
    {
        var outcome = await RunAsync(_ => Task.FromResult<ProbeOutcome>(new ProbeOutcome.Impaired("a\nb\u001b[2J\u202e" + new string('x', 1000))));

        Assert.StartsWith("a\\u000ab\\u001b[2J\\u202exxx", Assert.IsType<ProbeOutcome.Impaired>(outcome).Detail, StringComparison.Ordinal);
        Assert.InRange(outcome.Detail.Length, 300, 330);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, typeof(ProbeOutcome.Failed))]
    [InlineData(SocketError.HostUnreachable, typeof(ProbeOutcome.Failed))]
    [InlineData(SocketError.TimedOut, typeof(ProbeOutcome.Failed))]
    [InlineData(SocketError.TooManyOpenSockets, typeof(ProbeOutcome.Unknown))]
    [InlineData(SocketError.AccessDenied, typeof(ProbeOutcome.Unknown))]
    [InlineData(SocketError.NoBufferSpaceAvailable, typeof(ProbeOutcome.Unknown))]
    [InlineData(SocketError.AddressNotAvailable, typeof(ProbeOutcome.Unknown))]
    public void A_fault_of_our_own_is_not_held_against_the_service(SocketError error, Type outcome) =>
        Assert.IsType(outcome, SocketTrouble.Of(new SocketException((int)error), "127.0.0.1:1", isPath: false));

    private Task<ProbeOutcome> RunAsync(Func<Look, Task<ProbeOutcome>> way) =>
        _runner.RunAsync(Probe, null, way, CancellationToken.None).WaitAsync(Failsafe.Time);

    private static TaskCompletionSource Stage() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
