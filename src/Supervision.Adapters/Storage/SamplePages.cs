using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Storage;

/// <summary>The pages of samples in their tables.</summary>
internal static class SamplePages
{
    // The coarsest first, which reaches back furthest.
    private static readonly Grain[] Coarsest = [Grain.Hour, Grain.FiveMinutes, Grain.Raw];

    public static void Add(SqliteConnection connection, Bucket sample) =>
        Put(connection, Grain.Raw, sample.At, SamplePage.Write([sample], round: false));

    /// <summary>Does the oldest piece of work that is due in each grain, the coarsest first: one sample never waits for a year of them, and
    /// a clock that is wrong for an hour costs no year.</summary>
    public static void Fold(SqliteConnection connection, DateTimeOffset now)
    {
        foreach (var grain in Coarsest)
        {
            if (Oldest(connection, grain) is { } oldest && Downsampling.Due(grain, oldest, now) is { } due) Fold(connection, grain, due);
        }
    }

    /// <summary>Drops the oldest pages until no more than so many bytes are in use.</summary>
    public static void Shrink(SqliteConnection connection, long mostBytes)
    {
        var most = mostBytes / connection.Number("pragma page_size");
        while (Used(connection) > most && Coarsest.FirstOrDefault(grain => Oldest(connection, grain) is not null, Grain.Raw) is var grain)
        {
            if (connection.Run($"delete from {Table(grain)} where at = (select min(at) from {Table(grain)})") == 0) return;
        }
    }

    /// <summary>Every bucket of the file between the two instants, and a few before, the oldest of each grain first.</summary>
    public static IEnumerable<Bucket> Read(SqliteConnection connection, DateTimeOffset since, DateTimeOffset until) =>
        Coarsest.SelectMany(grain => Pages(connection, grain, since - grain.Page(), until)).SelectMany(page => page);

    /// <summary>The beginning of what is kept; null where there is nothing.</summary>
    public static DateTimeOffset? Oldest(SqliteConnection connection) =>
        Coarsest.Select(grain => Oldest(connection, grain)).Min();

    private static void Fold(SqliteConnection connection, Grain grain, Stretch due)
    {
        if (grain.Next() is { } next)
        {
            // Where the clock was set back, there may be such a page already.
            var folded = Downsampling.Fold(
                Pages(connection, next, due.From, due.From).Concat(Pages(connection, grain, due.From, due.Until.AddMilliseconds(-1)))
                    .SelectMany(page => page),
                next.Width());
            if (!folded.IsEmpty) Put(connection, next, due.From, SamplePage.Write(folded, round: true));
        }

        connection.Run(
            $"delete from {Table(grain)} where at >= $from and at < $until",
            ("$from", due.From.ToUnixTimeMilliseconds()), ("$until", due.Until.ToUnixTimeMilliseconds()));
    }

    private static IEnumerable<ImmutableArray<Bucket>> Pages(
        SqliteConnection connection, Grain grain, DateTimeOffset from, DateTimeOffset until) =>
        connection.All(
            $"select at from {Table(grain)} where at between $from and $until order by at",
            row => row.GetInt64(0),
            ("$from", from.ToUnixTimeMilliseconds()), ("$until", until.ToUnixTimeMilliseconds()))
        .Select(at => Page(connection, grain, at));

    // One after the other: a year of a large host is not to lie in memory at once.
    private static ImmutableArray<Bucket> Page(SqliteConnection connection, Grain grain, long at) => SamplePage.Read(
        connection.All($"select page from {Table(grain)} where at = $at", row => row.GetFieldValue<byte[]>(0), ("$at", at))[0]);

    private static DateTimeOffset? Oldest(SqliteConnection connection, Grain grain) =>
        connection.All($"select min(at) from {Table(grain)}", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0))[0] is { } at
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;

    private static void Put(SqliteConnection connection, Grain grain, DateTimeOffset at, byte[] page) => connection.Run(
        $"insert or replace into {Table(grain)} (at, page) values ($at, $page)",
        ("$at", at.ToUnixTimeMilliseconds()), ("$page", page));

    private static long Used(SqliteConnection connection) =>
        connection.Number("pragma page_count") - connection.Number("pragma freelist_count");

    private static string Table(Grain grain) => grain switch
    {
        Grain.Raw => "raw",
        Grain.FiveMinutes => "five_minutes",
        Grain.Hour => "hours",
        _ => throw new UnreachableException(),
    };
}
