using Microsoft.Data.Sqlite;
using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Tests.Storage;

public sealed class SamplesTroubleTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 30, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _told = [];

    private string Path => _directory.File("samples.db");

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "garbage", path => File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)'x', 8192)]) },
        { "truncated", path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..4096]) },
        { "a table is gone", path => Execute(path, "drop table raw") },
        { "a page that nobody wrote", path => Execute(path, "update raw set page = x'0102'") },
        { "a page of another form", path => Execute(path, "update raw set page = x'63'") },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_file_is_set_aside_once_and_another_is_begun(string what, Action<string> damage)
    {
        await using (var samples = Open()) await samples.StoreAsync(Taken(0));
        damage(Path);

        await using (var samples = Open())
        {
            // Two days later the old page is due, so that it is read.
            await samples.StoreAsync(Taken(2 * 86_400));
            Assert.IsType<StoreReply.Stored>(await samples.StoreAsync(Taken((2 * 86_400) + 30)));
            Assert.Null((await samples.ReadAsync(Monday, 10, CancellationToken.None)).Unread);
        }

        Assert.True(File.Exists(Path + ".damaged"), what);
        Assert.Single(_told, line => line.StartsWith("aside ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_the_files_that_were_set_aside_only_the_latest_stays()
    {
        await File.WriteAllTextAsync(Path, "first, and long enough to be read");
        await using (var samples = Open()) await samples.StoreAsync(Taken(0));
        await File.WriteAllTextAsync(Path, "second, and long enough to be read");
        await using (var samples = Open()) await samples.StoreAsync(Taken(30));

        Assert.StartsWith("second", await File.ReadAllTextAsync(Path + ".damaged"), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_directory.Path).Length);
    }

    [Fact]
    public async Task A_later_version_is_set_aside_with_its_number()
    {
        await using (var samples = Open()) await samples.StoreAsync(Taken(0));
        Execute(Path, "pragma user_version = 99");

        await using (var samples = Open()) Assert.IsType<StoreReply.Stored>(await samples.StoreAsync(Taken(30)));

        Assert.True(File.Exists(Path + ".version-99"));
        Assert.Contains("version 99", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_its_file_is_not_played_into_a_new_one()
    {
        await File.WriteAllTextAsync(Path + "-wal", "left over");

        await using var samples = Open();

        Assert.IsType<StoreReply.Stored>(await samples.StoreAsync(Taken(0)));
        Assert.Equal("left over", await File.ReadAllTextAsync(Path + ".damaged-wal"));
    }

    [Fact]
    public async Task A_file_that_is_taken_away_is_begun_anew()
    {
        await using var samples = Open();
        await samples.StoreAsync(Taken(0));
        foreach (var part in Directory.GetFiles(_directory.Path)) File.Delete(part);

        Assert.IsType<StoreReply.Stored>(await samples.StoreAsync(Taken(30)));

        Assert.Single((await samples.ReadAsync(Monday, 10, CancellationToken.None)).Found);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_costs_the_samples_of_its_time()
    {
        // A directory where the file should be is in the way of root too.
        Directory.CreateDirectory(Path);
        await using var samples = Open();

        Assert.IsType<StoreReply.NotStored>(await samples.StoreAsync(Taken(0)));
        Assert.IsType<StoreReply.NotStored>(await samples.StoreAsync(Taken(30)));
        Directory.Delete(Path);
        Assert.IsType<StoreReply.Stored>(await samples.StoreAsync(Taken(60)));
        Assert.IsType<StoreReply.Stored>(await samples.StoreAsync(Taken(7200)));

        var read = (await samples.ReadAsync(Monday, 100_000, CancellationToken.None)).Found;
        Assert.Equal([Monday.AddSeconds(60), Monday.AddSeconds(7200)], read.Select(sample => sample.At));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_full_disk_costs_the_samples_of_its_time_and_nothing_else()
    {
        using var disk = SmallDisk.Mount(_directory.Path);
        var ballast = _directory.File("ballast");
        await using var samples = Open();
        await samples.StoreAsync(Taken(0));
        SmallDisk.Fill(ballast);

        Assert.IsType<StoreReply.NotStored>(await FirstNotStoredAsync(samples));
        File.Delete(ballast);
        Assert.IsType<StoreReply.Stored>(await samples.StoreAsync(Taken(3600)));

        var read = (await samples.ReadAsync(Monday, 100_000, CancellationToken.None)).Found;
        Assert.Equal((Monday, Monday.AddHours(1)), (read[0].At, read[^1].At));
        Assert.Empty(_told);
    }

    // The log beside the file has some room left.
    private static async Task<StoreReply> FirstNotStoredAsync(SqliteSamples samples)
    {
        for (var n = 1; n < 100; n++)
        {
            if (await samples.StoreAsync(Taken(n)) is StoreReply.NotStored not) return not;
        }

        return new StoreReply.Stored();
    }

    private SqliteSamples Open() => new(
        Path,
        SqliteSamples.UsualMostBytes,
        new ClockAt(Monday.AddDays(3)),
        (path, why) => _told.Add($"aside {path} {why}"));

    private static Sample Taken(int seconds) =>
        new(Monday.AddSeconds(seconds), [new Reading(new Metric(MetricKind.Cpu), seconds, null)]);

#pragma warning disable CA2100 // The statements are constants of this file.
    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
