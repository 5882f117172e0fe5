using System.Globalization;
using Supervision.Adapters.Storage;
using Supervision.Core.Notifications;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.Hosting;

/// <summary>Messages to people over the lives of a daemon that is killed.</summary>
[Collection(RealPrograms.Name)]
public sealed class OutboxLivesTests
{
    [Theory]
    [InlineData("BeforeSend", 0)]
    [InlineData("AfterSend", 1)]
    public async Task A_message_that_was_stored_outlives_a_kill_and_arrives_under_the_same_name(string point, int arrived)
    {
        using var mailbox = new Mailbox();
        using var host = new RunningDaemon($"healthcheck.notify {{ {mailbox.Channel} }}", failpoint: point);
        var nginx = host.Follow("nginx.pids");
        await host.ReadyAsync();

        LiveProcess.Kill(RunningDaemon.Number(await nginx.FirstAsync(_ => true)));
        await host.DiedAsync();

        // On disk, whatever became of it outside.
        Assert.Equal(arrived, mailbox.Mails.All.Count);
        var stored = (await StoredAsync(host))[0].Message;
        Assert.Equal("incident-opened", stored.Event);

        host.Start();
        var name = string.Create(CultureInfo.InvariantCulture, $"<healthcheck.{stored.Id.Number}.{stored.At.ToUnixTimeSeconds()}@");
        await mailbox.Mails.TakeAsync(arrived + 1, mail => mail.StartsWith(name, StringComparison.Ordinal));
        Assert.Equal(0, (await host.RunAsync("test-notification")).Code);

        // Where the answer was lost with the daemon it comes twice, under one name, and its reader sees it once.
        Assert.Equal(arrived + 1, mailbox.Mails.All.Count(mail => mail.StartsWith(name, StringComparison.Ordinal)));
        Assert.Equal(arrived, mailbox.Mails.All.Count - mailbox.Mails.All.Distinct().Count());
    }

    [Fact]
    public async Task A_start_after_a_kill_is_told_once_and_a_start_after_an_end_in_good_order_is_not()
    {
        using var mailbox = new Mailbox();
        using var host = new RunningDaemon($"healthcheck.notify {{ {mailbox.Channel}, routes.all {{ to = [email], events = [daemon-restarted] }} }}");
        await host.ReadyAsync();

        await host.KillAsync();
        host.Start();
        await host.ReadyAsync(2);
        await mailbox.Mails.FirstAsync(_ => true);

        LiveProcess.Terminate(host.Daemon.Id);
        Assert.Equal(0, (await host.Daemon.EndAsync()).Code);
        host.Start();
        await host.ReadyAsync(3);
        Assert.Equal(0, (await host.RunAsync("test-notification")).Code);

        Assert.Equal(2, mailbox.Mails.All.Count);
    }

    private static async Task<IReadOnlyList<WaitingMessage>> StoredAsync(RunningDaemon host)
    {
        var (outbox, trouble) = OpenedOutbox.At(host.Files.At("state", "outbox.db"), TimeProvider.System);
        await using var closing = outbox;
        Assert.Null(trouble);
        return (await outbox.LoadAsync(CancellationToken.None)).Waiting;
    }
}
