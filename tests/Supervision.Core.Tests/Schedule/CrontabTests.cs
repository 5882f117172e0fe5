using Supervision.Core.Schedule;

namespace Supervision.Core.Tests.Schedule;

public sealed class CrontabTests
{
    private const string Monitor = "service_monitor.sh";

    /// <summary>As the guide of the old service gives it.</summary>
    internal const string OfTheGuide =
        """
        # Her 15 dakikada bir servisleri kontrol et
        */15 * * * * /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh

        # Her saat başı sistem kaynaklarını kontrol et
        0 * * * * /var/www/sapb1reportsv2/backend/scripts/system_monitor.sh

        # Pazartesi sabahları özellikle kritik zamanlarda servisleri kontrol et
        30 7 * * 1 /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh
        45 7 * * 1 /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh
        0 8 * * 1 /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh
        15 8 * * 1 /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh
        30 8 * * 1 /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh
        """;

    [Fact]
    public void The_crontab_of_the_guide_calls_the_script_by_six_lines()
    {
        var jobs = Crontab.Read(OfTheGuide, hasUserColumn: false);

        Assert.Equal(7, jobs.Length);
        Assert.Equal([2, 8, 9, 10, 11, 12], jobs.Where(job => job.Calls(Monitor)).Select(job => job.Line));
        Assert.Equal(new CrontabJob(8, "30 7 * * 1", "/var/www/sapb1reportsv2/backend/scripts/service_monitor.sh"), jobs[2]);
    }

    [Fact]
    public void A_crontab_from_another_system_is_read_with_its_tabs_and_carriage_returns() =>
        Assert.Equal(
            [new CrontabJob(2, "*/15 * * * *", "/x/service_monitor.sh >> /x/log 2>&1"), new CrontabJob(3, "@daily", "/x/y")],
            Crontab.Read("\uFEFF# c\r\n \t*/15\t*  * * *\t /x/service_monitor.sh >> /x/log 2>&1 \r\n@daily\t/x/y\r\n", hasUserColumn: false).AsEnumerable());

    [Fact]
    public void The_user_column_is_no_part_of_the_command() =>
        Assert.Equal(
            [new CrontabJob(1, "17 * * * *", "cd / && run-parts /etc/cron.hourly"), new CrontabJob(2, "@reboot", "/x/y")],
            Crontab.Read("17 *\t* * *\troot\tcd / && run-parts /etc/cron.hourly\n@reboot www-data /x/y\n", hasUserColumn: true).AsEnumerable());

    [Theory]
    [InlineData("#*/15 * * * * /x/service_monitor.sh")]
    [InlineData("  # */15 * * * * /x/service_monitor.sh")]
    [InlineData("MAILTO=service_monitor.sh")]
    [InlineData("SCRIPT = \"/x/service_monitor.sh\"")]
    [InlineData("'a b' = /x/service_monitor.sh")]
    [InlineData("*/15 * * * /x/service_monitor.sh")]
    [InlineData("*/15 * * * *")]
    [InlineData("@daily")]
    [InlineData("Her 15 dakikada bir /x/service_monitor.sh")]
    [InlineData("")]
    public void What_is_no_job_is_left_out(string line) => Assert.Empty(Crontab.Read(line, hasUserColumn: false));

    [Theory]
    [InlineData("@hourly /x/y", "@hourly")]
    [InlineData("0 8 * jan-mar MON,fri /x/y", "0 8 * jan-mar MON,fri")]
    [InlineData("0-59/10 8-18 1,15 */2 1-5 /x/y", "0-59/10 8-18 1,15 */2 1-5")]
    [InlineData("-*/5 * * * * /x/y", "*/5 * * * *")]
    [InlineData("61 * * * * /x/y", "61 * * * *")]
    public void A_schedule_is_taken_as_it_is_written(string line, string schedule) =>
        Assert.Equal(schedule, Assert.Single(Crontab.Read(line, hasUserColumn: false)).Schedule);

    [Theory]
    [InlineData("/var/www/x/service_monitor.sh", true)]
    [InlineData("service_monitor.sh", true)]
    [InlineData("./service_monitor.sh", true)]
    [InlineData("sudo -n /x/service_monitor.sh", true)]
    [InlineData("cd /x/scripts&&./service_monitor.sh>>log 2>&1", true)]
    [InlineData("flock -n /tmp/x.lock /x/service_monitor.sh", true)]
    [InlineData("test -x /x/service_monitor.sh && nice /x/service_monitor.sh", true)]
    [InlineData("bash -c 'cd /x; ./service_monitor.sh'", true)]
    [InlineData("\"/x y/service_monitor.sh\" >/dev/null", true)]
    [InlineData("/x\\ y/service_monitor.sh", true)]
    [InlineData("/x/$(hostname)/service_monitor.sh", true)]
    [InlineData("PATH=/x /bin/true;service_monitor.sh", true)]
    [InlineData("echo \\#1 \\%; /x/service_monitor.sh", true)]
    [InlineData("echo '# no comment' /x/service_monitor.sh", true)]
    [InlineData("/x/service_monitor.sh.bak", false)]
    [InlineData("/x/my_service_monitor.sh", false)]
    [InlineData("/x/Service_Monitor.sh", false)]
    [InlineData("/x/service_monitor.sh/other", false)]
    [InlineData("tail /x/service_monitor.log", false)]
    [InlineData("/bin/true # /x/service_monitor.sh", false)]
    [InlineData("mail -s ok root%the new /x/service_monitor.sh", false)]
    [InlineData("", false)]
    public void A_job_calls_what_a_word_of_its_command_names(string command, bool calls) =>
        Assert.Equal(calls, new CrontabJob(1, "* * * * *", command).Calls(Monitor));

    [Theory]
    [InlineData("S=/x/service_monitor.sh\n* * * * * sudo $S", true)]
    [InlineData("S = '/x/service_monitor.sh'\n* * * * * ${S} >/dev/null", true)]
    [InlineData("S=/x/service_monitor.sh\nS=/x/other.sh\n* * * * * $S", false)]
    [InlineData("* * * * * $S\nS=/x/service_monitor.sh", false)]
    [InlineData("S=/x/service_monitor.sh\n* * * * * $SH", false)]
    public void The_variables_of_the_crontab_itself_are_put_in(string text, bool calls) =>
        Assert.Equal(calls, Assert.Single(Crontab.Read(text, hasUserColumn: false)).Calls(Monitor));

    [Fact]
    public void Variables_do_not_make_a_command_grow_without_end()
    {
        var text = $"A={new string('x', 1000)}\n* * * * * {string.Concat(Enumerable.Repeat("$A", 400))}\n";

        Assert.InRange(Assert.Single(Crontab.Read(text, hasUserColumn: false)).Command.Length, 1, 1000);
    }
}
