using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Time;

namespace Supervision.Simulation.Worlds;

/// <summary>The outbox as one life of the daemon has it.</summary>
internal sealed class WorldOutbox(Life life, Disk disk) : IOutbox
{
    public Task<OutboxHistory> LoadAsync(CancellationToken cancellation) => disk.Outbox.LoadAsync(cancellation);

    public Task<StoreReply> StoreAsync(OutboxEntry entry)
    {
        var (before, after) = entry is OutboxEntry.Queued { Messages.IsEmpty: false }
            ? (DeathPoint.BeforeMessage, DeathPoint.AfterMessage)
            : (DeathPoint.BeforeAnything, DeathPoint.AfterAnything);
        return life.Alive && life.Passes(before, DeathPoint.BeforeAnything)
            ? disk.Write(life, () => disk.Outbox.StoreAsync(entry), _ => life.Passes(after, DeathPoint.AfterAnything))
            : Answer.Never<StoreReply>();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
