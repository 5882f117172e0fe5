using Supervision.Core.Journal;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Notifications;
using Supervision.Simulation.Time;

namespace Supervision.Simulation.Worlds;

/// <summary>What outlives the daemon: journal and outbox, on a disk that can be full or slow.</summary>
internal sealed class Disk(WorldClock clock)
{
    private static readonly TimeSpan SlowWrite = TimeSpan.FromSeconds(3);

    private TimeSpan _busyUntil;

    public DiskState State { get; set; } = DiskState.Well;

    public List<JournalEntry> Journal { get; } = [];

    public VirtualOutbox Outbox { get; } = new();

    /// <summary>Writes once.</summary>
    /// <param name="write">Makes it durable.</param>
    /// <param name="done">Is told the end, if <paramref name="life"/> lives to see it.</param>
    public Task<StoreReply> Write(Life life, Action write, Func<StoreReply, bool> done)
    {
        if (State == DiskState.Full) return Task.FromResult(Tell(new StoreReply.NotStored("no space left on device"), done));
        var wait = State == DiskState.Well ? _busyUntil - clock.Elapsed : SlowWrite;
        if (wait <= TimeSpan.Zero)
        {
            write();
            var reply = new StoreReply.Stored();
            return done(reply) ? Task.FromResult<StoreReply>(reply) : Answer.Never<StoreReply>();
        }

        var lossy = State == DiskState.Lossy;
        if (!lossy) write();
        if (clock.Elapsed + wait > _busyUntil) _busyUntil = clock.Elapsed + wait;
        var answer = new TaskCompletionSource<StoreReply>();
        clock.Later(_busyUntil - clock.Elapsed, () =>
        {
            if (!life.Alive) return;
            if (lossy) write();
            var reply = new StoreReply.Stored();
            if (done(reply)) Answer.Give(answer, reply);
        });
        return answer.Task;
    }

    private static StoreReply Tell(StoreReply reply, Func<StoreReply, bool> done)
    {
        done(reply);
        return reply;
    }
}
