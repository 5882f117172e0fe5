using Supervision.Core.Journal;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Time;

namespace Supervision.Simulation.Worlds;

/// <summary>The journal as one life of the daemon has it.</summary>
internal sealed class WorldJournal(Life life, Disk disk, Action<JournalEntry, string?> told) : IJournal
{
    public Task<History> LoadAsync(CancellationToken cancellation) => Task.FromResult(Recollection.Of(disk.Journal));

    public Task<StoreReply> StoreAsync(JournalEntry entry)
    {
        var (before, after) = entry switch
        {
            JournalEntry.IntentTaken => (DeathPoint.BeforeIntent, DeathPoint.AfterIntent),
            JournalEntry.RunClosed => (DeathPoint.BeforeOutcome, DeathPoint.AfterOutcome),
            _ => (DeathPoint.BeforeAnything, DeathPoint.AfterAnything),
        };
        return life.Alive && life.Passes(before, DeathPoint.BeforeAnything)
            ? disk.Write(life, () => disk.Journal.Add(entry), reply =>
            {
                told(entry, (reply as StoreReply.NotStored)?.Why);
                return life.Passes(after, DeathPoint.AfterAnything);
            })
            : Answer.Never<StoreReply>();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
