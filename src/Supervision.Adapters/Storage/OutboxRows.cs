using System.Globalization;
using Microsoft.Data.Sqlite;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Storage;

/// <summary>The entries of the outbox as rows.</summary>
internal static class OutboxRows
{
    // What was sent is kept for as long as somebody may ask whether it was.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);
    private const int MostEnded = 20_000;

    public static void Add(SqliteConnection connection, OutboxEntry entry)
    {
        switch (entry)
        {
            case OutboxEntry.Queued queued:
                Queue(connection, queued);
                break;
            case OutboxEntry.Tried tried:
                connection.Run(
                    "update messages set tries = tries + 1, not_before = $next, words = $why where id = $id and state = 'waiting'",
                    ("$id", tried.Message.Number), ("$next", Text(tried.NotBefore)), ("$why", tried.Why));
                break;
            case OutboxEntry.Delivered delivered:
                End(connection, delivered.Message, "delivered", delivered.At, delivered.Evidence);
                break;
            case OutboxEntry.GivenUp given:
                End(connection, given.Message, "given-up", given.At, given.Why);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Forgets what ended long ago.</summary>
    public static void Prune(SqliteConnection connection, DateTimeOffset now)
    {
        connection.Run("delete from messages where ended_at < $before", ("$before", Text(now - Remembered)));
        connection.Run(
            "delete from messages where ended_at is not null and id not in "
            + "(select id from messages where ended_at is not null order by id desc limit $most)",
            ("$most", MostEnded));
    }

    public static OutboxHistory Read(SqliteConnection connection) => new(
        [
            .. connection.All(
                "select id, channel, topic, severity, event, subject, text, html, at, tries, not_before from messages "
                + "where state = 'waiting' order by id",
                Waiting),
        ],
        connection.Number("select value from counters where name = 'last-message'"))
    {
        Told = [.. connection.All("select topic, severity, channels, since, last from told order by topic", Told)],
    };

    private static void Queue(SqliteConnection connection, OutboxEntry.Queued queued)
    {
        foreach (var message in queued.Messages)
            Insert(connection, message);
        foreach (var told in queued.Told)
        {
            connection.Run(
                "insert or replace into told values ($topic, $severity, $channels, $since, $last)",
                ("$topic", told.Topic.Text),
                ("$severity", SeverityWord(told.Severity)),
                ("$channels", string.Join('\n', told.Channels)),
                ("$since", Text(told.Since)),
                ("$last", Text(told.Last)));
        }

        foreach (var topic in queued.Over)
            connection.Run("delete from told where topic = $topic", ("$topic", topic.Text));
    }

    private static void Insert(SqliteConnection connection, OutgoingMessage message)
    {
        connection.Run(
            "insert into messages (id, channel, topic, severity, event, subject, text, html, at, not_before, state) "
            + "values ($id, $channel, $topic, $severity, $event, $subject, $text, $html, $at, $at, 'waiting')",
            ("$id", message.Id.Number),
            ("$channel", message.Channel),
            ("$topic", message.Topic.Text),
            ("$severity", SeverityWord(message.Severity)),
            ("$event", message.Event),
            ("$subject", message.Subject),
            ("$text", message.Text),
            ("$html", message.Html),
            ("$at", Text(message.At)));

        // Of its own, and not the highest row: what has ended is forgotten one day, and its number is never given again.
        connection.Run(
            "update counters set value = max(value, $id) where name = 'last-message'", ("$id", message.Id.Number));
    }

    private static void End(SqliteConnection connection, MessageId message, string state, DateTimeOffset at, string words) => connection.Run(
        "update messages set state = $state, ended_at = $at, words = $words where id = $id",
        ("$id", message.Number), ("$state", state), ("$at", Text(at)), ("$words", words));

    private static WaitingMessage Waiting(SqliteDataReader row) => new(
        new OutgoingMessage(
            new MessageId(row.GetInt64(0)),
            row.GetString(1),
            new Topic(row.GetString(2)),
            SeverityOf(row.GetString(3)),
            row.GetString(5),
            row.GetString(6),
            row.IsDBNull(7) ? null : row.GetString(7),
            Instant(row.GetString(8)))
        {
            Event = row.GetString(4),
        },
        row.GetInt32(9),
        Instant(row.GetString(10)));

    private static ToldTopic Told(SqliteDataReader row) => new(
        new Topic(row.GetString(0)),
        SeverityOf(row.GetString(1)),
        [.. row.GetString(2).Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        Instant(row.GetString(3)),
        Instant(row.GetString(4)));

    private static string SeverityWord(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static Severity SeverityOf(string word) => word switch
    {
        "critical" => Severity.Critical,
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        _ => throw new InvalidDataException($"'{word}' is no severity"),
    };

    // In one zone, so that they sort as they follow each other.
    private static string Text(DateTimeOffset instant) => instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
