using Supervision.Adapters.Probes;
using Supervision.Adapters.Probes.Celery;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes.Celery;

/// <summary>Over a real Redis, with real beat and a real worker.</summary>
public sealed class BeatProbeTests
{
    [SkippableFact]
    public async Task Beat_that_is_stopped_is_a_failure_once_its_last_run_is_too_old()
    {
        await using var stack = await CeleryStack.StartAsync();
        await stack.StartWorkerAsync();
        var beat = await stack.StartBeatAsync();
        var target = stack.BeatTarget with { MaxAge = TimeSpan.FromSeconds(5) };
        var probe = new BeatProbe(HostNames.OfThisHost(), TimeProvider.System);
        async Task UntilAsync<T>()
        {
            while (await Looking.AtAsync(target, probe.LookAsync) is not T) await stack.RedisAsync("BLPOP", "nobody-writes-this", "0.2");
        }

        await UntilAsync<ProbeOutcome.Passed>();
        // One a second, and so more than its greatest age: what passes now has been written meanwhile.
        await stack.BeatsAsync(7);
        Assert.IsType<ProbeOutcome.Passed>(await Looking.AtAsync(target, probe.LookAsync));

        CeleryStack.Signal(beat, "STOP");
        await UntilAsync<ProbeOutcome.Failed>();
        CeleryStack.Signal(beat, "CONT");
        await UntilAsync<ProbeOutcome.Passed>();
    }

    [SkippableFact]
    public async Task What_waits_for_a_worker_is_not_late_by_beats_fault()
    {
        await using var stack = await CeleryStack.StartAsync();
        await stack.RedisAsync("SET", "healthcheck:celerybeat", "1700000000");
        var probe = new BeatProbe(HostNames.OfThisHost(), TimeProvider.System);
        Assert.IsType<ProbeOutcome.Failed>(await Looking.AtAsync(stack.BeatTarget, probe.LookAsync));

        await stack.RedisAsync("LPUSH", "celery", "a heartbeat");

        Assert.StartsWith("worker: ", Assert.IsType<ProbeOutcome.Unknown>(await Looking.AtAsync(stack.BeatTarget, probe.LookAsync)).Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_key_that_nobody_has_written_is_unknown_and_so_is_one_that_holds_no_time()
    {
        await using var stack = await CeleryStack.StartAsync();
        var probe = new BeatProbe(HostNames.OfThisHost(), TimeProvider.System);
        Assert.Contains("has not written", Assert.IsType<ProbeOutcome.Unknown>(await Looking.AtAsync(stack.BeatTarget, probe.LookAsync)).Detail, StringComparison.Ordinal);

        await stack.RedisAsync("SET", "healthcheck:celerybeat", "alive");

        Assert.Contains("holds no time", Assert.IsType<ProbeOutcome.Unknown>(await Looking.AtAsync(stack.BeatTarget, probe.LookAsync)).Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_broker_that_is_away_says_nothing_of_beat()
    {
        await using var stack = await CeleryStack.StartAsync();
        var target = stack.BeatTarget with { Broker = stack.Broker with { Port = 1 }, ScheduleFile = "/etc/passwd" };

        var outcome = await Looking.AtAsync(target, new BeatProbe(HostNames.OfThisHost(), TimeProvider.System).LookAsync);

        Assert.Equal("broker: 127.0.0.1:1 refuses", Assert.IsType<ProbeOutcome.Unknown>(outcome).Detail);
    }

    [SkippableFact]
    public async Task The_file_of_a_beat_that_writes_it_at_its_end_alone_is_not_taken_for_evidence()
    {
        await using var stack = await CeleryStack.StartAsync();
        await stack.StartBeatAsync();
        Skip.IfNot(File.Exists(stack.ScheduleFile + ".db"), "Python has another database than Berkeley's here");

        var outcome = await Looking.AtAsync(
            stack.BeatTarget with { Key = "", ScheduleFile = stack.ScheduleFile }, new BeatProbe(HostNames.OfThisHost(), TimeProvider.System).LookAsync);

        Assert.Contains("python3-gdbm", Assert.IsType<ProbeOutcome.Unknown>(outcome).Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Another_file_is_evidence_by_its_age()
    {
        await using var stack = await CeleryStack.StartAsync();
        await File.WriteAllTextAsync(stack.ScheduleFile, "a database of another kind");
        var clock = new MovedClock();
        var target = stack.BeatTarget with { Key = "", ScheduleFile = stack.ScheduleFile };

        Assert.IsType<ProbeOutcome.Passed>(await Looking.AtAsync(target, new BeatProbe(HostNames.OfThisHost(), clock).LookAsync));
        clock.Move(TimeSpan.FromMinutes(11));
        Assert.IsType<ProbeOutcome.Failed>(await Looking.AtAsync(target, new BeatProbe(HostNames.OfThisHost(), clock).LookAsync));
    }
}
