using Supervision.Core.Hosting;

namespace Supervision.Core.Tests.Hosting;

/// <summary>What is seen of the service that we replace.</summary>
public sealed class OldServiceTests
{
    private const string OfTheGuide = """
        # Her 15 dakikada bir servisleri kontrol et
        */15 * * * * /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh

        # Her saat başı sistem kaynaklarını kontrol et
        0 * * * * /var/www/sapb1reportsv2/backend/scripts/system_monitor.sh

        30 7 * * 1 /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh
        """;

    [Fact]
    public void Every_line_that_calls_the_script_is_found_with_its_file() =>
        Assert.Equal(
            ["/var/spool/cron/crontabs/www-data:2", "/var/spool/cron/crontabs/www-data:7", "/etc/cron.d/monitor:1"],
            OldService.JobsIn(
            [
                new CrontabText("/var/spool/cron/crontabs/www-data", OfTheGuide, OfSystem: false),
                new CrontabText("/etc/cron.d/monitor", "@hourly root /opt/service_monitor.sh", OfSystem: true),
            ]).Select(job => job.ToString()));

    [Theory]
    [InlineData("")]
    [InlineData("#*/15 * * * * /opt/service_monitor.sh")]
    [InlineData("0 * * * * /opt/system_monitor.sh")]
    [InlineData("0 * * * * /opt/service_monitor.sh.off")]
    [InlineData("SCRIPT=service_monitor.sh")]
    public void A_crontab_that_does_not_call_it_is_none_of_our_business(string text) =>
        Assert.Empty(OldService.JobsIn([new CrontabText("/etc/crontab", text, OfSystem: false)]));

    [Fact]
    public void The_reason_names_no_more_lines_than_are_read()
    {
        var jobs = OldService.JobsIn([new CrontabText("/etc/x", string.Concat(Enumerable.Repeat("@daily service_monitor.sh\n", 9)), OfSystem: false)]);

        Assert.Equal(9, jobs.Length);
        Assert.Equal("a crontab still calls service_monitor.sh (/etc/x:1, /etc/x:2, /etc/x:3, …)", OldService.Reason(jobs));
    }

    [Theory]
    [InlineData("/var/spool/cron/crontabs/root", "crontab -u root -e")]
    [InlineData("/etc/cron.d/monitor", "sudoedit /etc/cron.d/monitor")]
    public void A_remedy_is_a_command(string file, string remedy) => Assert.Equal(remedy, new OldJob(file, 1).Remedy);
}
