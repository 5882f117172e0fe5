using Microsoft.Data.Sqlite;
using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using static Supervision.Adapters.Tests.Storage.Entries;

namespace Supervision.Adapters.Tests.Storage;

/// <summary>What is written to the journal, read back for people.</summary>
public sealed class SqliteRecordsTests : IDisposable
{
    private static readonly ServiceName Postgres = new("postgresql");
    private static readonly ServiceName Şube = new("şube");

    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("healthcheck.db");

    private SqliteRecords Records => new(Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_decision_is_read_back_whole()
    {
        var told = new Decision(Monday, new IncidentId(4), Choice.Refuse, "bütçe bitti", "failed \u001b[31m", 3, 3)
        {
            BudgetBefore = 2,
            Service = Postgres,
            Rule = new Rule("healthcheck.recovery.budget.runs", "3", "/etc/healthcheck/healthcheck.conf:12"),
        };
        var bare = new Decision(Monday.AddSeconds(1), null, Choice.FreeBudget, "freed", "", 0, 3);
        await Store(new JournalEntry.DecisionTaken(told), new JournalEntry.DecisionTaken(bare));

        Assert.Equal([bare, told], await DecisionsAsync());
    }

    [Fact]
    public async Task Every_choice_result_and_step_is_read_back_as_it_was_written()
    {
        await Store(
        [
            .. Enum.GetValues<Choice>().Select(choice => Taken(1, choice, null)),
            new JournalEntry.IncidentOpened(new IncidentId(1), Monday, Postgres, "down"),
            .. Enum.GetValues<RunResult>().SelectMany(result => new JournalEntry[]
            {
                new JournalEntry.IntentTaken(Intent(1 + (int)result, (RecoveryStep)((int)result % 3))),
                new JournalEntry.RunClosed(new RunId(1 + (int)result), Monday, new RunOutcome(result, null, "", "over"), Refunded: false),
            }),
        ]);

        Assert.Equal(Enum.GetValues<Choice>().Reverse(), (await DecisionsAsync()).Select(decision => decision.Choice));
        var runs = Assert.Single(await IncidentsAsync()).Runs;
        Assert.Equal(Enum.GetValues<RunResult>(), runs.Select(run => run.Outcome!.Result));
        Assert.Equal(Enum.GetValues<RecoveryStep>(), runs.Take(3).Select(run => run.Intent.Step));
    }

    [Fact]
    public async Task Of_many_decisions_the_newest_are_read()
    {
        await Store([.. Enumerable.Range(1, 50).Select(Decision)]);

        Assert.Equal(["50", "49", "48"], (await DecisionsAsync(most: 3)).Select(decision => decision.Reason));
    }

    [Fact]
    public async Task A_service_has_its_own_decisions_and_those_of_every_incident_that_it_was_part_of()
    {
        await Store(
            new JournalEntry.IncidentOpened(new IncidentId(1), Monday, Postgres, "down"), Taken(1, Choice.OpenIncident, Postgres),
            Taken(1, Choice.JoinIncident, Şube), Taken(1, Choice.Run, null),
            new JournalEntry.IncidentOpened(new IncidentId(2), Monday, Postgres, "down"), Taken(2, Choice.Wait, null),
            new JournalEntry.IncidentClosed(new IncidentId(2), Monday, [Postgres, Şube], "back"),
            new JournalEntry.IncidentOpened(new IncidentId(3), Monday, Postgres, "down"), Taken(3, Choice.Refuse, null),
            new JournalEntry.IntentTaken(Intent(1, RecoveryStep.Backend) with { Incident = new IncidentId(4), Members = [Şube] }),
            Taken(4, Choice.Run, null), Taken(null, Choice.Hold, Şube), Taken(null, Choice.Hold, null));

        var found = await DecisionsAsync(service: Şube);

        Assert.Equal(
            [(null, Choice.Hold), (4, Choice.Run), (2, Choice.Wait), (1, Choice.Run), (1, Choice.JoinIncident), (1, Choice.OpenIncident)],
            found.Select(decision => (decision.Incident?.Number, decision.Choice)));
        Assert.Equal([Choice.Wait], (await DecisionsAsync(incident: 2)).Select(decision => decision.Choice));
        Assert.Empty(await DecisionsAsync(service: new ServiceName("' or 1 = 1 --")));
    }

    [Fact]
    public async Task Incidents_that_were_open_since_then_are_told_with_their_runs_the_newest_first()
    {
        await Store(
            new JournalEntry.IncidentOpened(new IncidentId(1), Monday, Postgres, "old"),
            new JournalEntry.IncidentClosed(new IncidentId(1), Monday.AddMinutes(1), [Postgres], "back"),
            new JournalEntry.IncidentOpened(new IncidentId(2), Monday.AddMinutes(2), Postgres, "failed (signal)"),
            new JournalEntry.IntentTaken(Intent(7, RecoveryStep.Unit) with { Incident = new IncidentId(2), Invocations = ["ab", "cd"], AsScript = true }),
            Closed(7, refunded: true),
            new JournalEntry.IncidentClosed(new IncidentId(2), Monday.AddMinutes(5), [Postgres, Şube], "recovered"),
            new JournalEntry.IncidentOpened(new IncidentId(3), Monday.AddMinutes(6), Postgres, "again"),
            Taken(3, Choice.JoinIncident, Şube),
            new JournalEntry.IntentTaken(Intent(8, RecoveryStep.Backend) with { Incident = new IncidentId(3), Members = [Postgres, new("celery")] }));

        var found = await IncidentsAsync(Monday.AddMinutes(3));

        Assert.Equal([3, 2], found.Select(incident => incident.Incident.Number));
        var (open, closed) = (found[0], found[1]);
        Assert.Equal((null, ""), (open.ClosedAt, open.How));
        Assert.Equal(["postgresql", "şube", "celery"], open.Members.Select(member => member.Text));
        Assert.Null(Assert.Single(open.Runs).Outcome);
        Assert.Equal((Monday.AddMinutes(5), "recovered", "failed (signal)"), (closed.ClosedAt, closed.How, closed.Evidence));
        Assert.Equal(["postgresql", "şube"], closed.Members.Select(member => member.Text));
        var run = Assert.Single(closed.Runs);
        Assert.Equal((RecoveryStep.Unit, true, true), (run.Intent.Step, run.Intent.AsScript, run.Refunded));
        Assert.Equal(["ab", "cd"], run.Intent.Invocations.AsEnumerable());
        Assert.Equal(new RunOutcome(RunResult.Done, 0, "ab12", "job done"), run.Outcome);
        Assert.Equal([3], (await IncidentsAsync(most: 1)).Select(incident => incident.Incident.Number));
    }

    [Fact]
    public async Task Who_writes_makes_no_reader_wait_and_no_reader_makes_a_writer_wait()
    {
        await Store(Decision(1));
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);

        // Somebody with a shell holds the lock for writing.
        using (var shell = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            shell.Open();
            using var command = shell.CreateCommand();
            command.CommandText = "begin immediate; delete from decisions";
            command.ExecuteNonQuery();
            Assert.Single(await DecisionsAsync());
        }

        // A reader in the middle of its reading.
        using var reader = new SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False");
        reader.Open();
        using var reading = reader.CreateCommand();
        reading.CommandText = "select * from decisions";
        using var rows = reading.ExecuteReader();
        Assert.True(rows.Read());
        Assert.IsType<StoreReply.Stored>(await journal.StoreAsync(Decision(2)));
        Assert.Equal(2, (await DecisionsAsync()).Length);
    }

    [Fact]
    public async Task Reading_changes_nothing_and_makes_no_file()
    {
        var none = await Records.DecisionsAsync(null, null, 10, CancellationToken.None);
        var neither = await Records.IncidentsAsync(Monday, 10, CancellationToken.None);

        Assert.Empty(none.Found);
        Assert.Contains(Path, none.Unread, StringComparison.Ordinal);
        Assert.NotNull(neither.Unread);
        Assert.False(File.Exists(Path));
    }

    [Theory]
    [InlineData("update decisions set choice = 'dance'")]
    [InlineData("update decisions set at = 'yesterday'")]
    [InlineData("drop table decisions")]
    public async Task What_nobody_wrote_is_told_as_damage_and_breaks_nothing(string damage)
    {
        await Store(Decision(1));
        using (var shell = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            shell.Open();
            using var command = shell.CreateCommand();
            command.CommandText = damage;
            command.ExecuteNonQuery();
        }

        var read = await Records.DecisionsAsync(null, null, 10, CancellationToken.None);

        Assert.Empty(read.Found);
        Assert.NotEmpty(read.Unread!);
    }

    private static JournalEntry.DecisionTaken Taken(long? incident, Choice choice, ServiceName? service) => new JournalEntry.DecisionTaken(
        new Decision(Monday, incident is { } number ? new IncidentId(number) : null, choice, "because", "seen", 1, 3) { Service = service });

    private static RunIntent Intent(long number, RecoveryStep step) => Run(number) with { Incident = new IncidentId(1), Step = step };

    private async Task<Decision[]> DecisionsAsync(ServiceName? service = null, long? incident = null, int most = 100)
    {
        var read = await Records.DecisionsAsync(
            service, incident is { } number ? new IncidentId(number) : null, most, CancellationToken.None);
        Assert.Null(read.Unread);
        return [.. read.Found];
    }

    private async Task<RecordedIncident[]> IncidentsAsync(DateTimeOffset since = default, int most = 100)
    {
        var read = await Records.IncidentsAsync(since, most, CancellationToken.None);
        Assert.Null(read.Unread);
        return [.. read.Found];
    }

    private async Task Store(params JournalEntry[] entries)
    {
        await using var journal = SqliteJournal.Open(Path, TimeProvider.System);
        Assert.All(await Task.WhenAll(entries.Select(journal.StoreAsync)), reply => Assert.IsType<StoreReply.Stored>(reply));
    }
}
