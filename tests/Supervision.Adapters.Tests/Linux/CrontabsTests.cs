using Supervision.Adapters.Linux;
using Supervision.Core.Hosting;

namespace Supervision.Adapters.Tests.Linux;

public sealed class CrontabsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public CrontabsTests()
    {
        Directory.CreateDirectory(_directory.File("cron.d"));
        Directory.CreateDirectory(_directory.File("credentials"));
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_systems_crontabs_are_read_where_they_lie_and_the_users_from_the_copies()
    {
        Write("crontab", "one");
        Write("cron.d/monitor", "two");
        Write("credentials/crontab.www-data", "three");

        Assert.Equal(
            [
                new CrontabText("/var/spool/cron/crontabs/www-data", "three", OfSystem: false),
                new CrontabText("/etc/crontab", "one", OfSystem: true),
                new CrontabText("/etc/cron.d/monitor", "two", OfSystem: true),
            ],
            Read().Texts);
    }

    [Fact]
    public void A_copy_of_a_systems_crontab_stands_for_it()
    {
        Write("cron.d/closed", "as it lies there");
        Write("credentials/system-crontab.closed", "as root reads it");
        Write("credentials/system-crontab.crontab", "as root reads that");
        Write("credentials/smtp-password", "no crontab at all");

        Assert.Equal(
            [
                new CrontabText("/etc/cron.d/closed", "as root reads it", OfSystem: true),
                new CrontabText("/etc/crontab", "as root reads that", OfSystem: true),
            ],
            Read().Texts);
    }

    [Theory]
    [InlineData("monitor.dpkg-old")]
    [InlineData("monitor~")]
    [InlineData(".monitor")]
    public void What_cron_passes_over_is_passed_over(string name)
    {
        Write("cron.d/" + name, "one");

        Assert.Empty(Read().Texts);
    }

    [Fact]
    public void A_host_without_cron_has_none_and_that_is_no_trouble()
    {
        var (texts, troubles) = new Crontabs(_directory.File("nowhere"), credentials: null).Read();

        Assert.Empty(texts);
        Assert.Empty(troubles);
    }

    [Fact]
    public void A_pipe_makes_nobody_wait_and_is_told()
    {
        Assert.Equal(0, Tool.Run("mkfifo", _directory.File("cron.d/pipe")).Exit);
        Write("cron.d/sound", "one");

        var (texts, troubles) = Read();

        Assert.Equal("/etc/cron.d/sound", Assert.Single(texts).File);
        Assert.Equal(
            "/etc/cron.d/pipe cannot be read (it is no regular file), so nobody knows whether it calls service_monitor.sh", Assert.Single(troubles));
    }

    [Fact]
    public void A_crontab_without_end_is_read_as_far_as_systemd_would_hand_it_over()
    {
        Write("crontab", new string('#', 3 * 1024 * 1024));

        Assert.Equal(1024 * 1024, Assert.Single(Read().Texts).Text.Length);
    }

    private (IReadOnlyList<CrontabText> Texts, IReadOnlyList<string> Troubles) Read()
    {
        var (texts, troubles) = new Crontabs(_directory.Path, _directory.File("credentials")).Read();
        return (texts, troubles);
    }

    private void Write(string name, string text) => File.WriteAllText(_directory.File(name), text);
}
