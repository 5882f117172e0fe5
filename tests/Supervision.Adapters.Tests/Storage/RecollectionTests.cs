using System.Collections.Immutable;
using CsCheck;
using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using static Supervision.Adapters.Tests.Storage.Entries;

namespace Supervision.Adapters.Tests.Storage;

/// <summary>The tables say the same of any row of entries as <see cref="Recollection"/> does without them.</summary>
public sealed class RecollectionTests
{
    private static readonly Gen<Func<Book, JournalEntry?>> Lines = Gen.Frequency(
        (4, Gen.Const<Func<Book, JournalEntry?>>(book => book.Promise())),
        (4, Gen.Select(Gen.Enum<RunResult>(), Gen.Bool, Gen.Int[0, 9], Func<Book, JournalEntry?> (result, refunded, which) => book => book.End(result, refunded, which))),
        (2, Gen.Const<Func<Book, JournalEntry?>>(book => book.OpenIncident())),
        (2, Gen.Int[0, 9].Select<int, Func<Book, JournalEntry?>>(which => book => book.CloseIncident(which))),
        (1, Gen.Const<Func<Book, JournalEntry?>>(book => new JournalEntry.BudgetReset(book.Now, "root"))),
        (1, Gen.Const<Func<Book, JournalEntry?>>(book => new JournalEntry.BudgetForfeited(new Forfeit(book.Now, "boot", TimeSpan.FromSeconds(7), "damaged")))),
        (1, Gen.Const<Func<Book, JournalEntry?>>(book => new JournalEntry.TicksSeen(book.Now))),
        (2, Gen.Const<Func<Book, JournalEntry?>>(book => book.BeginHold())),
        (1, Gen.Select(Gen.Int[0, 9], Gen.Bool, Func<Book, JournalEntry?> (which, person) => book => book.EndHold(which, person))),
        (2, Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Func<Book, JournalEntry?> (probe, question) => _ => Proven($"probe {probe}", $"soru {question}"))),
        (1, Gen.Int[1, 9].Select<int, Func<Book, JournalEntry?>>(number => _ => Decision(number))));

    [Fact]
    public async Task The_tables_and_the_entries_come_to_the_same_history() =>
        await Lines.Array[0, 60].SampleAsync(
            async lines =>
            {
                using var directory = new TemporaryDirectory();
                var book = new Book();
                var entries = lines.Select(line => line(book)).OfType<JournalEntry>().ToImmutableArray();
                var path = directory.File("healthcheck.db");
                await using (var journal = SqliteJournal.Open(path, new ClockAt(Monday)))
                    Assert.All(await Task.WhenAll(entries.Select(journal.StoreAsync)), reply => Assert.IsType<StoreReply.Stored>(reply));

                await using var again = SqliteJournal.Open(path, new ClockAt(Monday));

                Assert.Equivalent(Recollection.Of(entries), await again.LoadAsync(CancellationToken.None), strict: true);
            },
            iter: 60,
            threads: 1);

    /// <summary>Makes entries that fit those before.</summary>
    private sealed class Book
    {
        private readonly List<RunId> _open = [];
        private readonly List<IncidentId> _incidents = [];
        private readonly List<long> _holds = [];
        private long _lastHold;
        private long _runs;
        private long _lastIncident;
        private int _lines;

        public DateTimeOffset Now => Monday.AddSeconds(++_lines);

        public JournalEntry.IntentTaken Promise()
        {
            var run = new RunId(++_runs);
            _open.Add(run);
            var incident = _incidents.Count > 0 ? _incidents[^1] : new IncidentId(1);
            return new JournalEntry.IntentTaken(Run(run.Number, Now) with
            {
                Incident = incident,
                Step = (RecoveryStep)(run.Number % 3),
                Invocations = run.Number % 2 == 0 ? [] : ["ab12", ""],
                AsScript = run.Number % 4 == 0,
            });
        }

        public JournalEntry.RunClosed? End(RunResult result, bool refunded, int which)
        {
            if (_open.Count == 0)
                return null;
            var run = _open[which % _open.Count];
            _open.Remove(run);
            return new JournalEntry.RunClosed(run, Now, new RunOutcome(result, null, "", "over"), refunded);
        }

        public JournalEntry BeginHold()
        {
            _holds.Add(++_lastHold);
            return Begun(_lastHold);
        }

        public JournalEntry? EndHold(int which, bool person)
        {
            if (_holds.Count == 0)
                return null;
            var hold = _holds[which % _holds.Count];
            _holds.Remove(hold);
            return Ended(hold, person ? "root, uid 0" : "");
        }

        public JournalEntry.IncidentOpened OpenIncident()
        {
            var incident = new IncidentId(++_lastIncident);
            _incidents.Add(incident);
            return new JournalEntry.IncidentOpened(incident, Now, new ServiceName("şube"), "down");
        }

        public JournalEntry.IncidentClosed? CloseIncident(int which)
        {
            if (_incidents.Count == 0)
                return null;
            var incident = _incidents[which % _incidents.Count];
            _incidents.Remove(incident);
            return new JournalEntry.IncidentClosed(incident, Now, [new ServiceName("şube")], "recovered");
        }
    }
}
