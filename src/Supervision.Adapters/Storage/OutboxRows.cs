using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Storage;

/// <summary>Puts entries into the tables of the outbox, and reads them back.</summary>
internal static class OutboxRows
{
    private const int MostWaiting = 20_000;
    private const int MostEnded = 50_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <exception cref="SqliteException">The disk, or a number that is taken.</exception>
    /// <exception cref="InvalidOperationException">Too much waits, or it ends a message that is not waiting here.</exception>
    public static void Add(SqliteConnection connection, OutboxEntry entry)
    {
        switch (entry)
        {
            case OutboxEntry.Queued queued: Add(connection, queued); break;
            case OutboxEntry.Tried tried:
                Change(
                    connection,
                    "update messages set tries = tries + 1, not_before = $before, note = $note where id = $id and state = 'waiting'",
                    tried.Message, ("$before", tried.NotBefore.Text()), ("$note", tried.Why));
                break;
            case OutboxEntry.Delivered delivered: End(connection, delivered.Message, "delivered", delivered.At, delivered.Evidence); break;
            case OutboxEntry.GivenUp given: End(connection, given.Message, "given-up", given.At, given.Why); break;
            default: throw new UnreachableException($"no table for {entry}");
        }
    }

    /// <summary>Takes out what ended long ago, and the oldest where too much has ended since.</summary>
    public static void Prune(SqliteConnection connection, DateTimeOffset now)
    {
        connection.Run("delete from messages where state <> 'waiting' and ended_at < $before", ("$before", (now - Kept).Text()));
        connection.Run(
            $"""
            delete from messages where state <> 'waiting' and id <=
              (select id from messages where state <> 'waiting' order by id desc limit 1 offset {MostEnded})
            """);
    }

    /// <exception cref="FormatException">Nobody wrote that.</exception>
    public static OutboxHistory Read(SqliteConnection connection) => new(
        [.. connection.All(
            """
            select id, channel, topic, severity, event, subject, text, html, at, tries, not_before
            from messages where state = 'waiting' order by id
            """,
            Waiting)],
        connection.Number("select coalesce(max(seq), 0) from sqlite_sequence where name = 'messages'"))
    {
        Told = [.. connection.All("select topic, severity, channels, since, last from told order by topic", Told)],
    };

    private static void Add(SqliteConnection connection, OutboxEntry.Queued queued)
    {
        if (connection.Number("select count(*) from messages where state = 'waiting'") + queued.Messages.Length > MostWaiting)
            throw new InvalidOperationException($"{MostWaiting} messages wait already");
        foreach (var message in queued.Messages) Add(connection, message);
        foreach (var told in queued.Told)
        {
            connection.Run(
                "insert or replace into told (topic, severity, channels, since, last) values ($topic, $severity, $channels, $since, $last)",
                ("$topic", told.Topic.Text), ("$severity", told.Severity.Word()), ("$channels", told.Channels.Text()),
                ("$since", told.Since.Text()), ("$last", told.Last.Text()));
        }

        foreach (var over in queued.Over) connection.Run("delete from told where topic = $topic", ("$topic", over.Text));
    }

    private static void Add(SqliteConnection connection, OutgoingMessage message) => connection.Run(
        """
        insert into messages (id, channel, topic, severity, event, subject, text, html, at, not_before)
        values ($id, $channel, $topic, $severity, $event, $subject, $text, $html, $at, $at)
        """,
        ("$id", message.Id.Number), ("$channel", message.Channel), ("$topic", message.Topic.Text), ("$severity", message.Severity.Word()),
        ("$event", message.Event), ("$subject", message.Subject), ("$text", message.Text), ("$html", message.Html),
        ("$at", message.At.Text()));

    private static void End(SqliteConnection connection, MessageId message, string state, DateTimeOffset at, string note) => Change(
        connection,
        "update messages set state = $state, ended_at = $at, note = $note where id = $id and state = 'waiting'",
        message, ("$state", state), ("$at", at.Text()), ("$note", note));

    private static void Change(
        SqliteConnection connection, string sql, MessageId message, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (connection.Run(sql, [("$id", message.Number), .. parameters]) == 0)
            throw new InvalidOperationException($"message {message.Number} does not wait in this outbox");
    }

    private static WaitingMessage Waiting(SqliteDataReader row) => new(
        new OutgoingMessage(
            new MessageId(row.GetInt64(0)), row.GetString(1), new Topic(row.GetString(2)), ToSeverity(row.GetString(3)), row.GetString(5),
            row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7), row.GetString(8).ToInstant())
        {
            Event = row.GetString(4),
        },
        row.GetInt32(9),
        row.GetString(10).ToInstant());

    private static ToldTopic Told(SqliteDataReader row) => new(
        new Topic(row.GetString(0)), ToSeverity(row.GetString(1)), row.GetString(2).ToTexts(), row.GetString(3).ToInstant(),
        row.GetString(4).ToInstant());

    private static string Word(this Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static Severity ToSeverity(string word) => word switch
    {
        "critical" => Severity.Critical,
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        _ => throw new FormatException($"'{word}' is no severity here"),
    };
}
