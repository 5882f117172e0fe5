using System.Text;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public sealed class FollowedLogTests : IDisposable
{
    private static readonly TimeSpan Failsafe = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();

    private string Log => _directory.File("service_monitor.log");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10_000)]
    public void The_newest_lines_are_read_from_the_end(int lines)
    {
        Write(lines, line => $"{line} şçğ");

        using var log = new FollowedLog(Log);

        Assert.Equal(Enumerable.Range(0, lines).TakeLast(3).Select(line => $"{line} şçğ"), log.Newest(3, _ => true));
    }

    [Fact]
    public void Of_the_wanted_lines_as_many_as_asked_for_however_far_apart_they_are()
    {
        Write(50_000, line => line % 20_000 == 0 ? $"celery {line}" : $"a line of no interest that fills the file {line}");

        using var log = new FollowedLog(Log);

        Assert.Equal(["celery 20000", "celery 40000"], log.Newest(2, line => line.StartsWith("celery", StringComparison.Ordinal)));
        using var again = new FollowedLog(Log);
        Assert.Equal(3, again.Newest(100, line => line.StartsWith("celery", StringComparison.Ordinal)).Count);
    }

    [Fact]
    public void A_file_without_a_line_break_is_read_within_bounds()
    {
        File.WriteAllBytes(Log, new byte[1_000_000]);

        using var log = new FollowedLog(Log);

        Assert.Empty(log.Newest(3, _ => true));
    }

    [Fact]
    public void A_file_that_is_missing_is_no_empty_file()
    {
        using var log = new FollowedLog(Log);

        Assert.Throws<FileNotFoundException>(() => log.Newest(3, _ => true));
    }

    [Fact]
    public async Task What_is_written_is_followed_into_the_next_file_and_over_a_cut()
    {
        Write(2, line => $"old {line}");
        using var log = new FollowedLog(Log);
        Assert.Equal(["old 1"], log.Newest(1, _ => true));
        using var end = new CancellationTokenSource(Failsafe);
        await using var coming = log.ComingAsync(TimeProvider.System, end.Token).GetAsyncEnumerator(end.Token);

        // Half a line is none yet.
        Add("on");
        Add("e\ntwo\n");
        Assert.Equal(["one", "two"], await NextAsync(coming, 2));

        // As logrotate moves it, with a last line that came to the old file.
        File.Move(Log, Log + ".1");
        File.AppendAllText(Log + ".1", "last of the old\n");
        Add("first of the new\n");
        Assert.Equal(["last of the old", "first of the new"], await NextAsync(coming, 2));

        // As copytruncate cuts it.
        using (var cut = new FileStream(Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            cut.SetLength(0);
        Add("cut\n");
        Assert.Equal(["cut"], await NextAsync(coming, 1));

        File.Delete(Log);
        Add("begun again\n");
        Assert.Equal(["begun again"], await NextAsync(coming, 1));
    }

    private void Write(int lines, Func<int, string> line) =>
        File.WriteAllText(Log, string.Concat(Enumerable.Range(0, lines).Select(number => line(number) + "\n")));

    private void Add(string text) => File.AppendAllText(Log, text, new UTF8Encoding(false));

    private static async Task<string[]> NextAsync(IAsyncEnumerator<string> coming, int count)
    {
        var lines = new string[count];
        for (var i = 0; i < count; i++)
        {
            Assert.True(await coming.MoveNextAsync());
            lines[i] = coming.Current;
        }

        return lines;
    }
}
