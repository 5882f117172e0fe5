using Microsoft.Data.Sqlite;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using static Supervision.Adapters.Tests.Storage.Entries;

namespace Supervision.Adapters.Tests.Storage;

public sealed class JournalOpeningTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("healthcheck.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_first_start_begins_an_empty_journal()
    {
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);

        Assert.IsType<JournalOpening.Fresh>(journal.Opening);
        var history = await journal.LoadAsync(CancellationToken.None);
        Assert.Empty(history.Charged);
        Assert.Empty(history.Open);
        Assert.Equal((0, 0), (history.LastRun, history.LastIncident));
    }

    [Fact]
    public async Task A_draft_that_an_earlier_death_left_behind_is_no_hindrance()
    {
        await File.WriteAllTextAsync(Path + ".new", "half");

        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);

        Assert.IsType<JournalOpening.Fresh>(journal.Opening);
        Assert.IsType<StoreReply.Stored>(await journal.StoreAsync(Intent(1)));
    }

    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "empty", path => Write(path, _ => []) },
        { "garbage", path => Write(path, bytes => [.. Enumerable.Repeat((byte)'x', bytes.Length)]) },
        { "truncated", path => Write(path, bytes => bytes[..(bytes.Length / 2)]) },
        { "a page of zeros", path => Write(path, bytes => [.. bytes[..4096], .. new byte[4096], .. bytes[8192..]]) },
        { "another program's database", path => Execute(path, "pragma user_version = 0") },
        { "a table is gone", path => Execute(path, "drop table runs") },
        { "a date that is none", path => Execute(path, "update runs set at = 'yesterday'") },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_file_is_set_aside_under_its_date_and_a_new_one_is_begun(string what, Action<string> damage)
    {
        await Store(Intent(1), Intent(2));
        damage(Path);
        var damaged = await File.ReadAllBytesAsync(Path);

        await using var journal = SqliteJournal.Open(Path, new ClockAt(Monday));

        var opening = Assert.IsType<JournalOpening.SetAside>(journal.Opening);
        Assert.Equal(Path + ".damaged-20261123T073000Z", opening.Path);
        Assert.NotEmpty(opening.Why);
        var aside = await File.ReadAllBytesAsync(opening.Path);
        Assert.True(Enumerable.SequenceEqual(damaged, aside), $"{what}: the file set aside is not the damaged one");
        Assert.Empty((await journal.LoadAsync(CancellationToken.None)).Charged);
        Assert.IsType<StoreReply.Stored>(await journal.StoreAsync(Intent(1)));
    }

    [Theory]
    [InlineData("ln", "-s")]
    [InlineData("ln", "-f")]
    [InlineData("mkfifo", "-m600")]
    public async Task What_was_laid_in_its_place_is_moved_aside_and_what_it_leads_to_is_left_alone(string program, string option)
    {
        var target = _directory.File("passwd");
        await File.WriteAllTextAsync(target, "root");
        string[] arguments = program == "ln" ? [option, target, Path] : [option, Path];
        Assert.Equal(0, Tool.Run(program, arguments).Exit);

        await using var journal = SqliteJournal.Open(Path, new ClockAt(Monday));

        Assert.IsType<JournalOpening.SetAside>(journal.Opening);
        Assert.IsType<StoreReply.Stored>(await journal.StoreAsync(Intent(1)));
        Assert.Equal("root", await File.ReadAllTextAsync(target));
    }

    [Fact]
    public void A_directory_in_its_place_is_refused_with_a_remedy()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "not-empty"));

        var refused = Assert.Throws<JournalUnusableException>(() => SqliteJournal.Open(Path, TimeProvider.System));

        Assert.Contains("no recovery run is started without it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_damaged_files_of_one_second_do_not_overwrite_each_other()
    {
        await File.WriteAllTextAsync(Path, "first");
        await SqliteJournal.Open(Path, new ClockAt(Monday)).DisposeAsync();
        await File.WriteAllTextAsync(Path, "second");
        await SqliteJournal.Open(Path, new ClockAt(Monday)).DisposeAsync();

        Assert.Equal("first", await File.ReadAllTextAsync(Path + ".damaged-20261123T073000Z"));
        Assert.Equal("second", await File.ReadAllTextAsync(Path + ".damaged-20261123T073000Z-2"));
    }

    [Fact]
    public async Task A_log_without_its_file_is_not_played_into_a_new_one()
    {
        await File.WriteAllTextAsync(Path + "-wal", "left over");

        await using var journal = SqliteJournal.Open(Path, new ClockAt(Monday));

        var opening = Assert.IsType<JournalOpening.SetAside>(journal.Opening);
        Assert.Equal("left over", await File.ReadAllTextAsync(opening.Path + "-wal"));
    }

    [Fact]
    public async Task A_newer_version_is_set_aside_with_its_remedy_and_counts_as_spent()
    {
        await Store(Intent(1));
        Execute(Path, "pragma user_version = 99");

        await using var journal = SqliteJournal.Open(Path, new ClockAt(Monday));

        var opening = Assert.IsType<JournalOpening.SetAside>(journal.Opening);
        Assert.Equal(Path + ".version-99-20261123T073000Z", opening.Path);
        Assert.Contains("version 99", opening.Why, StringComparison.Ordinal);
        Assert.Contains("Install", opening.Why, StringComparison.Ordinal);
        Assert.NotNull((await journal.LoadAsync(CancellationToken.None)).Forfeit);
    }

    [Theory]
    [InlineData(ReleasedSchemas.Version1)]
    [InlineData(ReleasedSchemas.Version2)]
    public async Task An_earlier_version_is_brought_forward_with_all_that_is_in_it(string schema)
    {
        Execute(Path, schema + ReleasedSchemas.Story);

        await using (var journal = SqliteJournal.Open(Path, new ClockAt(Monday)))
        {
            Assert.IsType<JournalOpening.Found>(journal.Opening);
            var history = await journal.LoadAsync(CancellationToken.None);
            Assert.Equal([1, 2], history.Charged.Select(run => run.Run.Number));
            var open = Assert.Single(history.Open);
            Assert.Equal((new RunId(2), RecoveryStep.Backend, false), (open.Run, open.Step, open.AsScript));
            Assert.Empty(open.Invocations);
            Assert.Equal(new IncidentId(6), history.Left?.Incident);
            Assert.Empty(history.Holds);
            Assert.Empty(history.Proven);
            JournalEntry[] today = [new JournalEntry.TicksSeen(Monday), Begun(1), Proven("nginx.http", "http://127.0.0.1/"), Decision(1)];
            Assert.All(await Task.WhenAll(today.Select(journal.StoreAsync)), reply => Assert.IsType<StoreReply.Stored>(reply));
        }

        await using var again = SqliteJournal.Open(Path, new ClockAt(Monday));
        var later = await again.LoadAsync(CancellationToken.None);
        Assert.Equal(1, Assert.Single(later.Holds).Id.Number);
        Assert.Single(later.Proven);
        var decisions = (await new SqliteRecords(Path).DecisionsAsync(null, null, 10, CancellationToken.None)).Found;
        Assert.Equal([(2, 3), (1, 1)], decisions.Select(decision => (decision.BudgetBefore, decision.BudgetUsed)));
    }

    [Fact]
    public async Task What_was_set_aside_counts_as_spent_until_a_person_frees_the_budget()
    {
        await File.WriteAllTextAsync(Path, "garbage");
        await SqliteJournal.Open(Path, new ClockAt(Monday)).DisposeAsync();

        var forfeit = await ForfeitAsync();
        Assert.Equal((Monday, BootId.Read()), (forfeit?.At, forfeit?.BootId));
        Assert.NotEmpty(forfeit!.Why);

        await Store(new JournalEntry.BudgetReset(Monday, "root"));
        Assert.Null(await ForfeitAsync());
    }

    [Fact]
    public async Task A_death_between_setting_aside_and_beginning_anew_is_no_first_start()
    {
        await File.WriteAllTextAsync(Path + ".damaged-20261123T073000Z", "garbage");

        await using var journal = SqliteJournal.Open(Path, new ClockAt(Monday));

        Assert.IsType<JournalOpening.SetAside>(journal.Opening);
        Assert.NotNull((await journal.LoadAsync(CancellationToken.None)).Forfeit);
    }

    [Fact]
    public void A_directory_that_is_missing_is_refused_with_a_remedy()
    {
        var refusal = Assert.Throws<JournalUnusableException>(
            () => SqliteJournal.Open(_directory.File("nowhere/healthcheck.db"), TimeProvider.System));

        Assert.Contains("needs a directory", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_of_more_than_a_year_go_but_never_the_newest_thousand_nor_an_open_one()
    {
        var entries = Enumerable.Range(1, 1500).SelectMany(n => new[] { Intent(n), Closed(n) }).ToList();
        entries.RemoveAt(1); // run-1 stays open
        await Store([.. entries]);

        await using var journal = SqliteJournal.Open(Path, new ClockAt(Monday.AddYears(70)));

        var history = await journal.LoadAsync(CancellationToken.None);
        Assert.Equal([new RunId(1)], history.Open.Select(run => run.Run));
        Assert.Equal(1000, history.Charged.Length);
        Assert.Equal((new RunId(501), new RunId(1500)), (history.Charged[0].Run, history.Charged[^1].Run));
        Assert.Equal(1001, Count("runs"));
    }

    [Fact]
    public async Task Of_the_decisions_the_newest_hundred_thousand_stay()
    {
        await Store();
        FillDecisions(100_500, Monday);

        await SqliteJournal.Open(Path, new ClockAt(Monday)).DisposeAsync();

        Assert.Equal(100_000, Count("decisions"));
        Assert.Equal(0, Count("decisions where id <= 500"));
    }

    [Fact]
    public async Task A_life_that_never_ends_keeps_no_more_than_a_thousand_above_them()
    {
        await Store();
        FillDecisions(100_000, Monday);

        await Store([.. Enumerable.Range(0, 1001).Select(Decision)]);

        Assert.Equal(100_001, Count("decisions"));
        Assert.Equal(1001, Count("decisions where id > 100000"));
    }

    [Fact]
    public async Task Decisions_of_more_than_400_days_go_but_never_the_newest_thousand()
    {
        await Store();
        FillDecisions(1_200, Monday.AddDays(-401));
        FillDecisions(100, Monday.AddDays(-399));

        await SqliteJournal.Open(Path, new ClockAt(Monday)).DisposeAsync();
        Assert.Equal((1_000, 300), (Count("decisions"), Count("decisions where id <= 300") + 300));

        await SqliteJournal.Open(Path, new ClockAt(Monday.AddYears(70))).DisposeAsync();
        Assert.Equal(1_000, Count("decisions"));
    }

    [Fact]
    public async Task Holds_that_ended_long_ago_go_but_numbers_never_begin_again()
    {
        await Store(Begun(1), Ended(1), Begun(2), Begun(3), Ended(3));

        await using var journal = SqliteJournal.Open(Path, new ClockAt(Monday.AddDays(500)));

        var history = await journal.LoadAsync(CancellationToken.None);
        Assert.Equal([2], history.Holds.Select(hold => hold.Id.Number));
        Assert.Equal(3, history.LastHold);
        Assert.Equal(2, Count("holds"));
    }

    [Fact]
    public async Task Of_the_probes_that_ever_passed_the_newest_ten_thousand_stay()
    {
        await Store();
        Execute(Path, """
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 10100)
            insert into proven_probes (probe, question, at) select 'nginx.http', i, '2026' from n
            """);

        await using var journal = SqliteJournal.Open(Path, new ClockAt(Monday));

        var proven = (await journal.LoadAsync(CancellationToken.None)).Proven;
        Assert.Equal(10_000, proven.Count);
        Assert.DoesNotContain(new ProvenProbe("nginx.http", "100"), proven);
    }

    private void FillDecisions(int count, DateTimeOffset at) => Execute(Path, $"""
        with recursive n(i) as (select 1 union all select i + 1 from n where i < {count})
        insert into decisions (at, choice, reason, evidence, budget_used, budget_runs)
        select '{at:yyyy-MM-dd}T00:00:00.000000Z', 'wait', i, '', 0, 3 from n
        """);

    private async Task<Forfeit?> ForfeitAsync()
    {
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);
        return (await journal.LoadAsync(CancellationToken.None)).Forfeit;
    }

    private async Task Store(params JournalEntry[] entries)
    {
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);
        var replies = await Task.WhenAll(entries.Select(journal.StoreAsync));
        Assert.All(replies, reply => Assert.IsType<StoreReply.Stored>(reply));
    }

    private long Count(string what)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {what}";
        return (long)command.ExecuteScalar()!;
    }

    private static void Write(string path, Func<byte[], byte[]> change) => File.WriteAllBytes(path, change(File.ReadAllBytes(path)));

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
