using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.Hosting;

/// <summary>The calendar over two lives of the real daemon.</summary>
[Collection(RealPrograms.Name)]
public sealed class MissedTickTests
{
    [Theory]
    [InlineData("2023-11-23T07:30:00Z")]
    [InlineData("2999-11-23T07:30:00Z")]
    public async Task A_daemon_that_was_down_or_whose_clock_was_wrong_makes_one_sweep_at_its_start_and_remembers_it(string seen)
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();
        await host.KillAsync();
        await using (var journal = Journal(host))
            await journal.StoreAsync(new JournalEntry.TicksSeen(DateTimeOffset.Parse(seen, System.Globalization.CultureInfo.InvariantCulture)));
        File.Delete(host.Files.At("log", "service_monitor.log"));
        var before = TimeProvider.System.GetUtcNow();

        host.Start();
        await host.ReadyAsync(times: 2);

        // The calendar begins when the daemon is ready; each of these takes as long as a process does.
        for (var tries = 0; await TicksSeenAsync(host) is var upTo && (upTo < before.AddSeconds(-1) || upTo > before.AddYears(1)); tries++)
        {
            Assert.InRange(tries, 0, 100);
            Assert.Equal(0, (await host.RunAsync("budget")).Code);
        }

        LiveProcess.Terminate(host.Daemon.Id);
        Assert.Equal(0, (await host.Daemon.EndAsync()).Code);

        Assert.Single(
            await File.ReadAllLinesAsync(host.Files.At("log", "service_monitor.log")),
            line => line.EndsWith("Servis izleme scripti başlatıldı", StringComparison.Ordinal));
    }

    private static async Task<DateTimeOffset?> TicksSeenAsync(RunningDaemon host)
    {
        await using var journal = Journal(host);
        return (await journal.LoadAsync(CancellationToken.None)).TicksSeen;
    }

    private static SqliteJournal Journal(RunningDaemon host) =>
        SqliteJournal.Open(host.Files.At("state", "healthcheck.db"), TimeProvider.System);
}
