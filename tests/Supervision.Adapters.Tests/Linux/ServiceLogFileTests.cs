using System.Globalization;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public sealed class ServiceLogFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _troubles = [];

    private string LogPath => _directory.File("service_monitor.log");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Lines_are_added_to_what_is_there()
    {
        await File.WriteAllTextAsync(LogPath, "before\n");
        await using var log = Log();

        await Write(log, "nginx servisi çalışıyor.", "forged\nline");

        Assert.Equal("before\nnginx servisi çalışıyor.\nforged\\u000aline\n", await Text());
    }

    [Fact]
    public async Task A_new_file_is_the_owners_and_readable_for_its_group()
    {
        await using var log = Log();
        await Write(log, "one");

        Assert.Matches("^6[40]0$", Tool.Run("stat", "-c", "%a", LogPath).Output.Trim());
    }

    [Fact]
    public async Task Disposing_writes_what_waits_and_later_lines_are_ignored()
    {
        var log = Log();
        for (var n = 0; n < 5000; n++) log.Append("line");
        await log.DisposeAsync();
        log.Append("too late");
        await log.FlushAsync();

        Assert.Equal(5000, (await Lines()).Length);
    }

    [Fact]
    public async Task Sixty_four_threads_lose_no_line_and_tear_none()
    {
        await using var log = Log(capacity: 64 * 200);
        var threads = Enumerable.Range(0, 64).Select(thread => new Thread(() =>
        {
            for (var n = 0; n < 200; n++) log.Append(string.Create(CultureInfo.InvariantCulture, $"{thread} {n}"));
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        await log.FlushAsync();

        var lines = (await Lines()).Select(line => line.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray());
        var byThread = lines.GroupBy(line => line[0], line => line[1]).ToArray();
        Assert.Equal(64, byThread.Length);
        Assert.All(byThread, numbers => Assert.Equal(Enumerable.Range(0, 200), numbers));
    }

    [SkippableTheory]
    [InlineData("create")]
    [InlineData("copytruncate")]
    public async Task Rotation_loses_no_line_and_leaves_no_gap(string way)
    {
        var logrotate = Tool.Find("logrotate");
        Skip.If(logrotate is null, "logrotate is not installed");
        var rule = _directory.File("rule");
        var group = Tool.Run("id", "-gn").Output.Trim();
        await File.WriteAllTextAsync(rule, $"{LogPath} {{\n  rotate 5\n  {way}\n  su {Environment.UserName} {group}\n}}\n");
        await using var log = Log();

        for (var day = 0; day < 3; day++)
        {
            await Write(log, $"day {day}");
            var (exit, output) = Tool.Run(logrotate, "-f", "-s", _directory.File("state"), rule);
            Assert.True(exit == 0, output);
        }

        await Write(log, "today");

        Assert.Equal("today\n", await Text());
        Assert.Equal("day 2\n", await File.ReadAllTextAsync(LogPath + ".1"));
        Assert.Equal("day 0\n", await File.ReadAllTextAsync(LogPath + ".3"));
        Assert.Empty(_troubles);
    }

    [SkippableTheory]
    [InlineData("create")]
    [InlineData("copytruncate")]
    public async Task Rotation_under_a_busy_writer_loses_no_line_doubles_none_and_leaves_no_gap(string way)
    {
        const int Rotations = 20;
        var logrotate = Tool.Find("logrotate");
        Skip.If(logrotate is null, "logrotate is not installed");
        var rule = _directory.File("rule");
        var group = Tool.Run("id", "-gn").Output.Trim();
        await File.WriteAllTextAsync(rule, $"{LogPath} {{\n  rotate {Rotations}\n  notifempty\n  {way}\n  su {Environment.UserName} {group}\n}}\n");
        await using var log = Log();
        await Write(log, "begin");

        var stop = false;
        var written = 0;
        using var progress = new SemaphoreSlim(0);
        var writing = Task.Run(async () =>
        {
            while (!Volatile.Read(ref stop))
            {
                await Write(log, string.Create(CultureInfo.InvariantCulture, $"{++written} {new string('x', written % 97)}"));
                progress.Release();
                // Hundreds of lines a second are busy enough: thousands while a copy is made are more than is kept to make good.
                Tool.Run("true");
            }
        });
        for (var rotation = 0; rotation < Rotations; rotation++)
        {
            var (exit, output) = Tool.Run(logrotate, "-f", "-s", _directory.File("state"), rule);
            Assert.True(exit == 0, output);
            // The writer has been here since: rotations are not on one another's heels.
            while (progress.Wait(0)) { }
            for (var line = 0; line < 5; line++) await progress.WaitAsync();
        }

        Volatile.Write(ref stop, true);
        await writing;
        await Write(log, "end");

        var text = string.Concat(Enumerable.Range(0, Rotations + 1).Reverse()
            .Select(number => number == 0 ? LogPath : string.Create(CultureInfo.InvariantCulture, $"{LogPath}.{number}"))
            .Where(File.Exists).Select(File.ReadAllText)
            // What a copy has of a line that was being written is no line: the whole of it follows in the next file.
            .Select(part => part[..(part.LastIndexOf('\n') + 1)]));
        Assert.DoesNotContain('\0', text);
        var numbers = text.Split('\n')[1..^2].Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(1, written), numbers.Order());
        Assert.Empty(_troubles);
    }

    [Fact]
    public async Task Lines_that_came_between_the_copy_and_the_truncation_are_written_again()
    {
        await using var log = Log();
        await Write(log, "one", "two");
        File.Copy(LogPath, LogPath + ".1");
        await Write(log, "three", "four");
        await File.WriteAllTextAsync(LogPath, "");

        await Write(log, "five");

        Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(LogPath + ".1"));
        Assert.Equal("three\nfour\nfive\n", await Text());
    }

    [Fact]
    public async Task A_log_that_a_person_emptied_stays_empty_of_what_was_in_it()
    {
        await using var log = Log();
        await Write(log, "one", "two");
        await File.WriteAllTextAsync(LogPath + ".1", "of last week\n");
        await File.WriteAllTextAsync(LogPath, "");

        await Write(log, "three");

        Assert.Equal("three\n", await Text());
    }

    [SkippableFact]
    public async Task A_log_that_was_given_to_somebody_else_is_written_on_and_moved_aside_at_the_next_start()
    {
        Skip.If(Environment.IsPrivilegedProcess, "root may open every file");
        var asides = new List<string>();
        await using (var log = new ServiceLogFile(LogPath, Missing, _troubles.Add, asides.Add))
        {
            await Write(log, "one");
            File.SetUnixFileMode(LogPath, UnixFileMode.None);
            await Write(log, "two");
        }

        await File.WriteAllTextAsync(LogPath + ".1", "of last week\n");
        await using (var log = new ServiceLogFile(LogPath, Missing, _troubles.Add, asides.Add)) await Write(log, "three");

        Assert.Equal([LogPath + ".1"], asides);
        Assert.Empty(_troubles);
        Assert.Equal("three\n", await Text());
        Assert.Equal("of last week\n", await File.ReadAllTextAsync(LogPath + ".2"));
        File.SetUnixFileMode(LogPath + ".1", UnixFileMode.UserRead);
        Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(LogPath + ".1"));
    }

    [Fact]
    public async Task A_deleted_file_is_begun_anew()
    {
        await using var log = Log();
        await Write(log, "one");
        File.Delete(LogPath);

        await Write(log, "two");

        Assert.Equal("two\n", await Text());
    }

    [Fact]
    public async Task A_symbolic_link_is_refused_and_its_target_left_alone()
    {
        var target = _directory.File("passwd");
        await File.WriteAllTextAsync(target, "root");
        File.CreateSymbolicLink(LogPath, target);
        await using var log = Log();

        await Write(log, "one");

        Assert.Contains("symbolic links", Assert.Single(_troubles), StringComparison.Ordinal);
        Assert.Equal("root", await File.ReadAllTextAsync(target));
    }

    [Fact]
    public async Task A_fifo_does_not_make_it_wait()
    {
        Assert.Equal(0, Tool.Run("mkfifo", LogPath).Exit);
        await using var log = Log();

        await Write(log, "one");

        Assert.Single(_troubles);
    }

    [Fact]
    public async Task Trouble_is_told_once_and_again_only_after_a_success_and_no_line_is_lost()
    {
        var directory = _directory.File("log");
        await using var log = new ServiceLogFile(Path.Combine(directory, "a.log"), Missing, _troubles.Add);

        await Write(log, "one");
        await Write(log, "two");
        Assert.Contains("No such file or directory", Assert.Single(_troubles), StringComparison.Ordinal);

        Directory.CreateDirectory(directory);
        await Write(log, "three");
        Assert.Equal("one\ntwo\nthree\n", await File.ReadAllTextAsync(Path.Combine(directory, "a.log")));

        Directory.Delete(directory, recursive: true);
        await Write(log, "four");
        Assert.Equal(2, _troubles.Count);
    }

    [Fact]
    public async Task When_too_many_wait_the_oldest_are_lost_and_counted_in_their_place()
    {
        var directory = _directory.File("log");
        await using var log = new ServiceLogFile(Path.Combine(directory, "a.log"), Missing, _troubles.Add, capacity: 3);
        foreach (var line in new[] { "one", "two", "three", "four" }) await Write(log, line);

        Directory.CreateDirectory(directory);
        await Write(log, "five");
        await Write(log, "six");

        Assert.Equal("(2 lost)\nthree\nfour\nfive\nsix\n", await File.ReadAllTextAsync(Path.Combine(directory, "a.log")));
    }

    [SkippableFact]
    public async Task A_line_that_a_full_disk_tore_is_written_again_as_a_whole()
    {
        using var disk = Storage.SmallDisk.Mount(_directory.Path);
        var ballast = _directory.File("ballast");
        await using var log = Log();
        await Write(log, "first");
        Storage.SmallDisk.Fill(ballast);

        var written = Enumerable.Range(0, 1000)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"a line of some length {n}")).ToArray();
        await Write(log, written);
        Assert.Contains("No space left", Assert.Single(_troubles), StringComparison.Ordinal);
        File.Delete(ballast);
        await Write(log, "last");

        var lines = (await Lines()).ToList();
        // The torn beginning stays, on a line of its own.
        Assert.Equal(1, lines.RemoveAll(line => line != "first" && line != "last" && !written.Contains(line)));
        Assert.Equal(["first", .. written, "last"], lines);
    }

    private ServiceLogFile Log(int capacity = 10_000) => new(LogPath, Missing, _troubles.Add, capacity: capacity);

    private static string Missing(long lines) => string.Create(CultureInfo.InvariantCulture, $"({lines} lost)");

    private static Task Write(ServiceLogFile log, params string[] lines)
    {
        foreach (var line in lines) log.Append(line);
        return log.FlushAsync();
    }

    private Task<string> Text() => File.ReadAllTextAsync(LogPath);

    private async Task<string[]> Lines() => (await Text()).Split('\n')[..^1];
}
