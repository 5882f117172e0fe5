using Microsoft.Data.Sqlite;
using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using static Supervision.Adapters.Tests.Storage.Entries;

namespace Supervision.Adapters.Tests.Storage;

public sealed class SqliteJournalTests : IDisposable
{
    private static readonly TimeSpan Failsafe = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("healthcheck.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_open_intent_is_read_by_the_next_life_as_it_was_given()
    {
        await Store(Intent(7));

        var history = await Load();

        var open = Assert.Single(history.Open);
        Assert.Equal(Run(7) with { Members = [], Invocations = [] }, open with { Members = [], Invocations = [] });
        Assert.Equal(Run(7).Members, open.Members.AsEnumerable());
        var charged = Assert.Single(history.Charged);
        Assert.Equal((new RunId(7), Monday, (DateTimeOffset?)null), (charged.Run, charged.At, charged.EndedAt));
        Assert.Equal((7, 107), (history.LastRun, history.LastIncident));
    }

    [Fact]
    public async Task A_closed_run_stays_charged_and_is_no_longer_open()
    {
        await Store(Intent(1), Closed(1));

        var history = await Load();

        Assert.Empty(history.Open);
        Assert.Equal(Monday.AddSeconds(12), Assert.Single(history.Charged).EndedAt);
    }

    [Fact]
    public async Task A_refunded_run_is_not_charged()
    {
        await Store(Intent(1), Closed(1, refunded: true), Intent(2), Closed(2));

        Assert.Equal([new RunId(2)], (await Load()).Charged.Select(run => run.Run));
    }

    [Fact]
    public async Task A_reset_frees_the_runs_before_it_even_when_the_clock_was_set_back_afterwards()
    {
        await Store(Intent(1), Closed(1), new JournalEntry.BudgetReset(Monday.AddHours(2), "ayşe"), Intent(2, Monday.AddHours(-5)));

        var history = await Load();

        Assert.Equal([new RunId(2)], history.Charged.Select(run => run.Run));
        Assert.Equal(2, history.LastRun);
    }

    [Fact]
    public async Task Up_to_where_the_ticks_were_dealt_with_is_read_by_the_next_life()
    {
        await Store(Intent(1));
        Assert.Null((await Load()).TicksSeen);

        await Store(new JournalEntry.TicksSeen(Monday), new JournalEntry.TicksSeen(Monday.AddMinutes(15)));
        Assert.Equal(Monday.AddMinutes(15), (await Load()).TicksSeen);

        // The clock was wrong, and is set back.
        await Store(new JournalEntry.TicksSeen(Monday.AddYears(-10).ToOffset(TimeSpan.FromHours(3))));
        Assert.Equal(Monday.AddYears(-10), (await Load()).TicksSeen);
        Assert.Equal("1", Ask("select count(*) from ticks_seen"));
    }

    [Fact]
    public async Task Everything_is_readable_with_plain_sql()
    {
        await Store(
            new JournalEntry.IncidentOpened(new IncidentId(4), Monday, new ServiceName("celery"), "killed"),
            Intent(1), Closed(1),
            new JournalEntry.IncidentClosed(new IncidentId(4), Monday.AddMinutes(1), [new ServiceName("celery")], "recovered"),
            Decision(5),
            new JournalEntry.BudgetReset(Monday, "ayşe"));

        Assert.Equal(
            "2026-11-23T07:30:00.123456Z|987654321|[\"gunicorn\",\"şube \\\"ü\\\", 2\"]|2026-11-23T07:30:12.123456Z|done|0|ab12|job done|0",
            Ask("select at, monotonic_us, members, ended_at, result, exit_status, invocation, evidence, refunded from runs"));
        Assert.Equal("4|celery|killed|2026-11-23T07:31:00.123456Z|[\"celery\"]|recovered",
            Ask("select id, root, evidence, closed_at, members, how from incidents"));
        Assert.Equal("1|refuse|5|evidence|3|3", Ask("select incident, choice, reason, evidence, budget_used, budget_runs from decisions"));
        Assert.Equal("ayşe|1", Ask("select \"by\", last_run from budget_resets"));
        Assert.Equal("1", Ask("select count(*) from runs, json_each(members) where value = 'gunicorn'"));
        Assert.Equal("wal", Ask("pragma journal_mode"));
    }

    [Fact]
    public async Task Entries_keep_the_order_in_which_they_were_given()
    {
        await using (var journal = SqliteJournal.Open(Path, TimeProvider.System))
        {
            var replies = Enumerable.Range(0, 1000).Select(n => journal.StoreAsync(Decision(n))).ToArray();
            Assert.All(await Task.WhenAll(replies).WaitAsync(Failsafe), reply => Assert.IsType<StoreReply.Stored>(reply));
            Assert.True(journal.LastCommit > TimeSpan.Zero);
        }

        Assert.Equal("1000", Ask("select count(*) from decisions where cast(reason as integer) = id - 1"));
    }

    [Fact]
    public async Task An_entry_is_answered_after_its_commit_and_not_before()
    {
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);
        using var other = Connect();
        Execute(other, "begin immediate");

        var reply = journal.StoreAsync(Intent(1));
        Assert.False(reply.IsCompleted);
        Assert.Equal("0", Ask("select count(*) from runs"));
        Execute(other, "rollback");

        Assert.IsType<StoreReply.Stored>(await reply.WaitAsync(Failsafe));
        Assert.Equal("1", Ask("select count(*) from runs"));
    }

    [Fact]
    public async Task What_is_refused_costs_its_neighbours_nothing()
    {
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);
        using var other = Connect();
        Execute(other, "begin immediate");
        // All of these wait for the lock, so they are one batch or two.
        var replies = new[] { Intent(1), Intent(1), Closed(9), Intent(2) }.Select(journal.StoreAsync).ToArray();
        Execute(other, "rollback");

        var answers = await Task.WhenAll(replies).WaitAsync(Failsafe);

        Assert.IsType<StoreReply.Stored>(answers[0]);
        Assert.Contains("UNIQUE", Assert.IsType<StoreReply.NotStored>(answers[1]).Why, StringComparison.Ordinal);
        Assert.Contains("run-9 has no intent", Assert.IsType<StoreReply.NotStored>(answers[2]).Why, StringComparison.Ordinal);
        Assert.IsType<StoreReply.Stored>(answers[3]);
    }

    [Fact]
    public async Task A_closed_journal_says_so()
    {
        var journal = SqliteJournal.Open(Path, TimeProvider.System);
        await journal.DisposeAsync();
        await journal.DisposeAsync();

        Assert.IsType<StoreReply.NotStored>(await journal.StoreAsync(Intent(1)));
    }

    [Fact]
    public async Task Decisions_make_way_while_the_disk_hangs_and_intents_never()
    {
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);
        using var other = Connect();
        Execute(other, "begin immediate");

        var decisions = Enumerable.Range(0, 6000).Select(n => journal.StoreAsync(Decision(n))).ToArray();
        var intent = journal.StoreAsync(Intent(1));
        Execute(other, "rollback");

        Assert.IsType<StoreReply.Stored>(await intent.WaitAsync(Failsafe));
        var answers = await Task.WhenAll(decisions).WaitAsync(Failsafe);
        Assert.InRange(journal.DroppedDecisions, 1, 6000 - 4096);
        Assert.Equal(journal.DroppedDecisions, answers.OfType<StoreReply.NotStored>().Count());
    }

    [SkippableFact]
    public async Task A_full_disk_is_told_and_the_next_entry_is_tried_again()
    {
        using var disk = SmallDisk.Mount(_directory.Path);
        var ballast = _directory.File("ballast");
        await using (var journal = SqliteJournal.Open(Path, TimeProvider.System))
        {
            Assert.IsType<StoreReply.Stored>(await journal.StoreAsync(Intent(1)));
            SmallDisk.Fill(ballast);

            var refused = await LastOf(journal, Enumerable.Range(0, 200).Select(Decision));
            Assert.Contains("full", Assert.IsType<StoreReply.NotStored>(refused).Why, StringComparison.Ordinal);
            Assert.IsType<StoreReply.NotStored>(await journal.StoreAsync(Intent(2)));

            File.Delete(ballast);
            Assert.IsType<StoreReply.Stored>(await journal.StoreAsync(Intent(3)));
        }

        Assert.Equal([new RunId(1), new RunId(3)], (await Load()).Open.Select(run => run.Run));
    }

    private static async Task<StoreReply> LastOf(SqliteJournal journal, IEnumerable<JournalEntry> entries)
    {
        var answers = await Task.WhenAll(entries.Select(journal.StoreAsync)).WaitAsync(Failsafe);
        return answers[^1];
    }

    private async Task Store(params JournalEntry[] entries)
    {
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);
        foreach (var entry in entries) Assert.IsType<StoreReply.Stored>(await journal.StoreAsync(entry));
    }

    private async Task<History> Load()
    {
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);
        Assert.IsType<JournalOpening.Found>(journal.Opening);
        return await journal.LoadAsync(CancellationToken.None);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    private string Ask(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        Assert.True(row.Read());
        return string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetString));
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
