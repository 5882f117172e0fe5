using Supervision.Adapters.Probes;
using Supervision.Adapters.Probes.Celery;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes.Celery;

/// <summary>Over a real Redis, with a real worker where one is asked.</summary>
public sealed class WorkerProbeTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    [SkippableFact]
    public async Task A_message_that_nobody_takes_for_too_long_is_a_failure_and_one_that_is_taken_is_progress()
    {
        await using var stack = await CeleryStack.StartAsync();
        var clock = new MovedClock();
        var probe = new WorkerProbe(HostNames.OfThisHost(), clock);
        Task<ProbeOutcome> LookAsync() => Looking.AtAsync(stack.WorkerTarget, probe.LookAsync);
        var empty = await LookAsync();
        await stack.RedisAsync("LPUSH", "celery", "first");
        await stack.RedisAsync("LPUSH", "celery", "second");

        Assert.Equal(empty, await LookAsync());
        clock.Move(TimeSpan.FromMinutes(14));
        Assert.Equal(empty, await LookAsync());
        await stack.RedisAsync("LPUSH", "celery", "third");
        clock.Move(TimeSpan.FromMinutes(1));
        Assert.Equal("nothing was taken for 15m, and something waits in celery", Assert.IsType<ProbeOutcome.Failed>(await LookAsync()).Detail);

        await stack.RedisAsync("RPOP", "celery");
        Assert.IsType<ProbeOutcome.Passed>(await LookAsync());
    }

    [SkippableFact]
    public async Task A_real_worker_takes_what_real_beat_sends_however_long_that_goes_on()
    {
        await using var stack = await CeleryStack.StartAsync();
        await stack.StartWorkerAsync();
        await stack.StartBeatAsync();
        var clock = new MovedClock();
        var probe = new WorkerProbe(HostNames.OfThisHost(), clock);

        Assert.IsType<ProbeOutcome.Passed>(await Looking.AtAsync(stack.WorkerTarget, probe.LookAsync));
        await stack.BeatsAsync(3);
        clock.Move(TimeSpan.FromDays(1));
        Assert.IsType<ProbeOutcome.Passed>(await Looking.AtAsync(stack.WorkerTarget, probe.LookAsync));
    }

    [SkippableFact]
    public async Task A_stopped_worker_is_found_by_a_ping_and_one_that_answers_late_is_not_down()
    {
        await using var stack = await CeleryStack.StartAsync();
        var worker = await stack.StartWorkerAsync();
        var target = stack.WorkerTarget with { Ping = CeleryStack.Worker };
        var probe = new WorkerProbe(HostNames.OfThisHost(), TimeProvider.System);
        Task<ProbeOutcome> LookAsync(TimeSpan time) => Looking.AtAsync(target, probe.LookAsync, timeout: time);

        Assert.IsType<ProbeOutcome.Passed>(await LookAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(["0", "0"], await LeftAsync(stack));

        CeleryStack.Signal(worker, "STOP");
        Assert.Equal($"{CeleryStack.Worker} does not answer a ping", Assert.IsType<ProbeOutcome.Failed>(await LookAsync(Short)).Detail);

        // Its answer to the ping before comes now; the worker is stopped again before it sees another one.
        CeleryStack.Signal(worker, "CONT");
        await stack.RedisAsync("BRPOPLPUSH", Mailbox, Mailbox, "60");
        CeleryStack.Signal(worker, "STOP");
        Assert.IsType<ProbeOutcome.Impaired>(await LookAsync(Short));

        CeleryStack.Signal(worker, "CONT");
        await stack.RedisAsync("BRPOPLPUSH", Mailbox, Mailbox, "60");
        Assert.IsType<ProbeOutcome.Passed>(await LookAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(["0", "0"], await LeftAsync(stack));
    }

    [SkippableFact]
    public async Task A_broker_that_takes_its_time_is_not_one_that_does_not_answer()
    {
        await using var stack = await CeleryStack.StartAsync();
        var worker = await stack.StartWorkerAsync();
        var target = stack.WorkerTarget with { Ping = CeleryStack.Worker };
        var probe = new WorkerProbe(HostNames.OfThisHost(), TimeProvider.System);
        Assert.IsType<ProbeOutcome.Passed>(await Looking.AtAsync(target, probe.LookAsync));

        CeleryStack.Signal(worker, "STOP");
        // A third of the look's time is over before the worker is asked.
        await stack.RedisAsync("CLIENT", "PAUSE", "1000", "ALL");
        var outcome = await Looking.AtAsync(target, probe.LookAsync, timeout: Short);
        CeleryStack.Signal(worker, "CONT");

        Assert.Equal($"{CeleryStack.Worker} does not answer a ping", Assert.IsType<ProbeOutcome.Failed>(outcome).Detail);
    }

    [SkippableFact]
    public async Task A_worker_of_another_name_does_not_answer_and_none_at_all_is_seen_at_once()
    {
        await using var stack = await CeleryStack.StartAsync();
        var probe = new WorkerProbe(HostNames.OfThisHost(), TimeProvider.System);
        var target = stack.WorkerTarget with { Ping = "w2@test" };

        Assert.StartsWith("no worker listens", (await Looking.AtAsync(target, probe.LookAsync)).Detail, StringComparison.Ordinal);
        await stack.StartWorkerAsync();
        Assert.IsType<ProbeOutcome.Failed>(await Looking.AtAsync(target, probe.LookAsync, timeout: Short));
    }

    [SkippableFact]
    public async Task A_broker_that_is_away_is_named_and_says_nothing_of_the_worker()
    {
        await using var stack = await CeleryStack.StartAsync();
        var target = stack.WorkerTarget with { Broker = stack.Broker with { Port = 1 } };

        var outcome = await Looking.AtAsync(target, new WorkerProbe(HostNames.OfThisHost(), TimeProvider.System).LookAsync);

        Assert.Equal("broker: 127.0.0.1:1 refuses", Assert.IsType<ProbeOutcome.Unknown>(outcome).Detail);
    }

    [SkippableFact]
    public async Task A_broker_that_hangs_says_nothing_of_the_worker()
    {
        await using var stack = await CeleryStack.StartAsync();
        Tool.Run("redis-cli", "-p", $"{stack.Broker.Port}", "CLIENT", "PAUSE", "60000", "ALL");

        var outcome = await Looking.AtAsync(stack.WorkerTarget, new WorkerProbe(HostNames.OfThisHost(), TimeProvider.System).LookAsync, timeout: Short);

        Assert.Contains("asking the broker", Assert.IsType<ProbeOutcome.Unknown>(outcome).Detail, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_password_opens_the_broker_and_is_never_told()
    {
        await using var stack = await CeleryStack.StartAsync();
        using var folder = new TemporaryDirectory();
        var file = Path.Combine(folder.Path, "password");
        await stack.RedisAsync("CONFIG", "SET", "requirepass", "geheim");
        var target = stack.WorkerTarget with { Broker = stack.Broker with { PasswordFile = file } };
        Task<ProbeOutcome> LookAsync() => Looking.AtAsync(target, new WorkerProbe(HostNames.OfThisHost(), TimeProvider.System).LookAsync);

        Assert.IsType<ProbeOutcome.Unknown>(await LookAsync());
        await File.WriteAllTextAsync(file, "geheim\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.IsType<ProbeOutcome.Passed>(await LookAsync());
        await File.WriteAllTextAsync(file, "geheimer\n");
        Assert.DoesNotContain("geheim", Assert.IsType<ProbeOutcome.Unknown>(await LookAsync()).Detail, StringComparison.Ordinal);
    }

    private static string Mailbox =>
        $"healthcheck-{File.ReadAllText("/proc/sys/kernel/hostname").Trim()}-x.probe.reply.celery.pidbox";

    private static async Task<string[]> LeftAsync(CeleryStack stack) =>
        [Text(await stack.RedisAsync("EXISTS", Mailbox)), Text(await stack.RedisAsync("SCARD", "_kombu.binding.reply.celery.pidbox"))];

    private static string Text(RespReply reply) => Assert.IsType<RespReply.Word>(reply).Text;
}
