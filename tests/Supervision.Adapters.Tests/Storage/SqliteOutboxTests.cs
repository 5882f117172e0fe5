using System.Globalization;
using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Tests.Storage;

/// <summary>The outbox on a real disk.</summary>
public sealed class SqliteOutboxTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-23T07:30:00Z", CultureInfo.InvariantCulture);

    private readonly TemporaryDirectory _folder = new();

    private string Place => _folder.File("outbox.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_waits_is_there_in_the_next_life_and_what_was_taken_is_not()
    {
        var first = Message(1) with { Html = "<b>ağ çöktü</b>", Event = "incident-opened" };
        await using (var outbox = Open())
        {
            var told = new ToldTopic(first.Topic, Severity.Critical, ["email", "gece-şebekesi"], Now, Now);
            Assert.IsType<StoreReply.Stored>(await outbox.StoreAsync(new OutboxEntry.Queued([first, Message(2), Message(3)], [told], [])));
            Assert.IsType<StoreReply.Stored>(await outbox.StoreAsync(new OutboxEntry.Tried(first.Id, Now, Now.AddMinutes(1), "421 sonra")));
            Assert.IsType<StoreReply.Stored>(await outbox.StoreAsync(new OutboxEntry.Delivered(new MessageId(2), Now, "250 OK")));
            Assert.IsType<StoreReply.Stored>(await outbox.StoreAsync(new OutboxEntry.GivenUp(new MessageId(3), Now, "550")));
        }

        await using var next = Open();
        var history = await next.LoadAsync(default);

        Assert.Equal(new WaitingMessage(first, 1, Now.AddMinutes(1)), Assert.Single(history.Waiting));
        Assert.Equal(3, history.LastMessage);
        Assert.Equal(["email", "gece-şebekesi"], Assert.Single(history.Told).Channels.AsEnumerable());
    }

    [Fact]
    public async Task A_batch_is_stored_as_a_whole_or_not_at_all()
    {
        await using var outbox = Open();
        await outbox.StoreAsync(new OutboxEntry.Queued([Message(1)], [], []));

        var reply = await outbox.StoreAsync(new OutboxEntry.Queued([Message(2), Message(1)], [], []));

        Assert.IsType<StoreReply.NotStored>(reply);
        Assert.Equal(new MessageId(1), Assert.Single((await outbox.LoadAsync(default)).Waiting).Message.Id);
    }

    [Fact]
    public async Task A_delivered_message_is_never_waiting_again_and_its_number_never_comes_back()
    {
        await using var outbox = Open();
        await outbox.StoreAsync(new OutboxEntry.Queued([Message(7)], [], []));
        await outbox.StoreAsync(new OutboxEntry.Delivered(new MessageId(7), Now, "250"));

        Assert.IsType<StoreReply.NotStored>(await outbox.StoreAsync(new OutboxEntry.Tried(new MessageId(7), Now, Now, "late")));
        Assert.IsType<StoreReply.NotStored>(await outbox.StoreAsync(new OutboxEntry.Queued([Message(7)], [], [])));
        var history = await outbox.LoadAsync(default);
        Assert.Empty(history.Waiting);
        Assert.Equal(7, history.LastMessage);
    }

    [Fact]
    public async Task What_ended_a_month_ago_is_pruned_and_its_number_is_remembered()
    {
        await using (var outbox = Open())
        {
            await outbox.StoreAsync(new OutboxEntry.Queued([Message(1), Message(2)], [], []));
            await outbox.StoreAsync(new OutboxEntry.Delivered(new MessageId(2), Now.AddYears(-1), "250"));
        }

        await using var next = Open();
        Assert.Equal(2, (await next.LoadAsync(default)).LastMessage);
        Assert.IsType<StoreReply.Stored>(await next.StoreAsync(new OutboxEntry.Queued([Message(2)], [], [])));
    }

    [Fact]
    public async Task A_topic_that_is_over_is_forgotten()
    {
        await using var outbox = Open();
        var told = new ToldTopic(new Topic("disk:/var"), Severity.Warning, ["email"], Now, Now);
        await outbox.StoreAsync(new OutboxEntry.Queued([], [told], []));
        await outbox.StoreAsync(new OutboxEntry.Queued([], [told with { Severity = Severity.Critical }], []));
        Assert.Equal(Severity.Critical, Assert.Single((await outbox.LoadAsync(default)).Told).Severity);

        await outbox.StoreAsync(new OutboxEntry.Queued([], [], [told.Topic]));

        Assert.Empty((await outbox.LoadAsync(default)).Told);
    }

    [Theory]
    [InlineData("this is no database, and was never one; somebody wrote over it")]
    [InlineData("SQLite format 3\0")]
    public async Task A_damaged_one_is_set_aside_and_told(string content)
    {
        await File.WriteAllTextAsync(Place, content + new string('x', 5000));

        var (outbox, trouble) = OpenedOutbox.At(Place, TimeProvider.System);

        await using (outbox)
            Assert.IsType<StoreReply.Stored>(await outbox.StoreAsync(new OutboxEntry.Queued([Message(1)], [], [])));
        Assert.Contains("was set aside as", trouble, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path, "outbox.db.damaged-*"), file => !file.EndsWith("-wal") && !file.EndsWith("-shm"));
    }

    [Fact]
    public async Task One_that_cannot_be_opened_stores_nothing_and_says_why()
    {
        var (outbox, trouble) = OpenedOutbox.At(_folder.File("none/outbox.db"), TimeProvider.System);

        await using (outbox)
        {
            Assert.Contains("cannot be opened", trouble, StringComparison.Ordinal);
            Assert.Equal(OutboxHistory.Empty, await outbox.LoadAsync(default));
            Assert.IsType<StoreReply.NotStored>(await outbox.StoreAsync(new OutboxEntry.Queued([Message(1)], [], [])));
        }
    }

    private IOutbox Open()
    {
        var (outbox, trouble) = OpenedOutbox.At(Place, TimeProvider.System);
        Assert.Null(trouble);
        return outbox;
    }

    private static OutgoingMessage Message(long number) =>
        new(new MessageId(number), "email", new Topic("incident:7"), Severity.Critical, "nginx çalışmıyor", "ığüşöç\nİ", null, Now);
}
