using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using static Supervision.Adapters.Tests.Storage.Entries;

namespace Supervision.Adapters.Tests.Storage;

public sealed class AbsentJournalTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HandMovedClock _clock = new();

    private string Path => _directory.File("healthcheck.db");

    public void Dispose() => _directory.Dispose();

    [SkippableFact]
    public async Task On_a_full_disk_nothing_is_taken_until_there_is_room_again()
    {
        using var disk = SmallDisk.Mount(_directory.Path);
        SmallDisk.Fill(_directory.File("ballast"));

        var opened = OpenedJournal.At(Path, _clock);

        var why = Assert.IsType<JournalOpening.Unusable>(opened.Opening).Why;
        Assert.Contains("a disk with room", why, StringComparison.Ordinal);
        await using var absent = Assert.IsType<AbsentJournal>(opened.Journal);
        Assert.Equal(new StoreReply.NotStored(why), await absent.StoreAsync(Intent(1)));
        _clock.Strike();
        Assert.False(absent.Usable.IsCompleted);

        File.Delete(_directory.File("ballast"));
        _clock.Strike();
        Assert.True(absent.Usable.IsCompleted);
        Assert.IsType<StoreReply.NotStored>(await absent.StoreAsync(Intent(1)));
    }

    [SkippableFact]
    public async Task A_journal_on_a_read_only_disk_is_found_whole_when_it_can_be_written_again()
    {
        using var disk = SmallDisk.Mount(_directory.Path);
        await using (var before = SqliteJournal.Open(Path, _clock))
            Assert.IsType<StoreReply.Stored>(await before.StoreAsync(Intent(7)));
        Tool.Run("mount", "-o", "remount,ro", _directory.Path);

        var opened = OpenedJournal.At(Path, _clock);
        await using var absent = Assert.IsType<AbsentJournal>(opened.Journal);
        Tool.Run("mount", "-o", "remount,rw", _directory.Path);
        _clock.Strike();

        Assert.True(absent.Usable.IsCompleted);
        var again = OpenedJournal.At(Path, _clock);
        await using var journal = again.Journal;
        Assert.IsType<JournalOpening.Found>(again.Opening);
        Assert.Equal([new RunId(7)], (await journal.LoadAsync(CancellationToken.None)).Open.Select(run => run.Run));
    }

    /// <summary>Real time, but its one timer strikes by hand.</summary>
    private sealed class HandMovedClock : TimeProvider
    {
        private Action _strike = () => { };

        public void Strike() => _strike();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _strike = () => callback(state);
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
