using CsCheck;
using Supervision.Core.Configuration;
using Supervision.Core.Schedule;
using Supervision.Core.Tests.Configuration;

namespace Supervision.Core.Tests.Schedule;

public sealed class CrontabImportTests
{
    private const string Script = " /x/service_monitor.sh";

    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_crontab_of_the_guide_is_the_schedule_of_the_shipped_configuration() =>
        Assert.Equal(
            [
                "# What the lines of 'crontab' that call service_monitor.sh or system_monitor.sh mean here.",
                "# Keep it as a file in /etc/healthcheck/conf.d/, and take those lines out of the crontab.",
                "# cron reads them in the time zone of its host; here they are read in that of healthcheck.timezone.",
                "healthcheck {",
                "  schedule {",
                "    periodic  { cron = \"*/15 * * * *\", run = sweep }",
                "    resources { cron = \"0 * * * *\", run = resources }",
                "    monday    { cron = [\"30,45 7 * * 1\", \"0,15,30 8 * * 1\"], run = sweep }",
                "  }",
                "}",
            ],
            Import(CrontabTests.OfTheGuide).Lines.AsEnumerable());

    [Theory]
    [InlineData("*/5 * * * *", "periodic { cron = \"*/5 * * * *\", run = sweep }")]
    [InlineData("* 8-18 * * 1-5", "periodic { cron = \"* 8-18 * * 1-5\", run = sweep }")]
    [InlineData("0 8 * * MON", "monday { cron = \"0 8 * * 1\", run = sweep }")]
    [InlineData("*/10 7-9 * * sun", "sunday { cron = \"*/10 7-9 * * 0\", run = sweep }")]
    [InlineData("0 8 * * 7", "sunday { cron = \"0 8 * * 0\", run = sweep }")]
    [InlineData("0 8 * 1 1", "tick-1 { cron = \"0 8 * 1 1\", run = sweep }")]
    [InlineData("30 3 * * *", "tick-1 { cron = \"30 3 * * *\", run = sweep }")]
    [InlineData("@hourly", "tick-1 { cron = \"0 * * * *\", run = sweep }")]
    [InlineData("@Hourly", "tick-1 { cron = \"0 * * * *\", run = sweep }")]
    [InlineData("@every_minute", "periodic { cron = \"* * * * *\", run = sweep }")]
    [InlineData("*/5 8 1 * 1", "tick-1 { cron = [\"*/5 8 1 * *\", \"*/5 8 * * 1\"], run = sweep }")]
    [InlineData("@midnight", "tick-1 { cron = \"0 0 * * *\", run = sweep }")]
    [InlineData("@weekly", "sunday { cron = \"0 0 * * 0\", run = sweep }")]
    [InlineData("@monthly", "tick-1 { cron = \"0 0 1 * *\", run = sweep }")]
    [InlineData("@annually", "tick-1 { cron = \"0 0 1 1 *\", run = sweep }")]
    [InlineData("0 8 1 * mon", "tick-1 { cron = [\"0 8 1 * *\", \"0 8 * * 1\"], run = sweep }")]
    [InlineData("0 8 */2 * 1", "tick-1 { cron = \"0 8 */2 * 1\", run = sweep }")]
    public void A_line_is_a_tick_with_a_name_that_says_when(string schedule, string tick)
    {
        var import = Import(schedule + Script);

        Assert.Empty(import.Errors);
        Assert.Equal("    " + tick, import.Lines[5]);
    }

    [Fact]
    public void Lines_of_one_kind_are_one_tick_and_names_are_given_once()
    {
        var import = Import(string.Join(
            '\n',
            new[] { "0 3 * * *", "45 7 * * 1", "30 7 * * mon", "45 7 * * 1", "0 8 * * 2", "*/15 * * * *", "1-5 7 * * 1", "0 4 * * *", "*/20 * * * *" }
                .Select(schedule => schedule + Script)));

        Assert.Equal(
            [
                "    tick-1   { cron = \"0 3 * * *\", run = sweep }",
                "    monday   { cron = [\"30,45 7 * * 1\", \"1-5 7 * * 1\"], run = sweep }",
                "    tuesday  { cron = \"0 8 * * 2\", run = sweep }",
                "    periodic { cron = [\"*/15 * * * *\", \"*/20 * * * *\"], run = sweep }",
                "    tick-2   { cron = \"0 4 * * *\", run = sweep }",
            ],
            import.Lines.Skip(5).Take(5));
    }

    [Fact]
    public void The_crontab_of_the_system_is_read_as_well() =>
        Assert.Equal(
            "    monday { cron = \"30 7 * * 1\", run = sweep }",
            Import("SHELL=/bin/sh\r\nPATH=/usr/bin:/bin\r\n30 7\t* * 1\twww-data\tcd /x && ./service_monitor.sh >/dev/null 2>&1\r\n").Lines[5]);

    [Fact]
    public void What_has_no_place_in_a_schedule_is_said()
    {
        var import = Import(
            """
            @reboot /x/service_monitor.sh
            17 * * * * /bin/other
            @daily /bin/another
            0 * * * * /x/system_monitor.sh && /x/service_monitor.sh
            """);

        Assert.Empty(import.Errors);
        Assert.Equal(
            ["    tick-1    { cron = \"0 * * * *\", run = sweep }", "    resources { cron = \"0 * * * *\", run = resources }"],
            import.Lines.Skip(5).Take(2));
        Assert.Equal(
            [
                "# Line 1 (@reboot) needs no tick: every start of the daemon begins with a look at everything.",
                "# Jobs that call other programs, left out: 2.",
            ],
            import.Lines.Skip(9));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n\n")]
    [InlineData("#*/15 * * * * /x/service_monitor.sh")]
    [InlineData("17 * * * * /bin/other")]
    public void A_crontab_without_such_lines_says_so(string text)
    {
        var import = Import(text);

        Assert.Empty(import.Errors);
        Assert.Equal("# No line of 'crontab' that calls service_monitor.sh or system_monitor.sh falls due by the clock.", import.Lines[0]);
        Assert.All(import.Lines, line => Assert.StartsWith("# ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("61 * * * * /x/service_monitor.sh", "\"61 * * * *\" is no cron line: Minutes: Value must be a number between 0 and 59", "write minute hour")]
    [InlineData("0 0 31 2 * /x/service_monitor.sh", "\"0 0 31 2 *\" is no cron line: it never comes", "a day that its month has")]
    [InlineData("0 0 31 2 1 /x/service_monitor.sh", "\"0 0 31 2 *\" is no cron line: it never comes", "a day that its month has")]
    [InlineData("0 0 32 2 1 /x/service_monitor.sh", "Days of month: Value must be a number between 1 and 31", "write minute hour")]
    [InlineData("0~9 * * * * /x/service_monitor.sh", "\"0~9 * * * *\" is no cron line", "write minute hour")]
    [InlineData("@every_second /x/service_monitor.sh", "is no cron line", "write \"* * * * *\"")]
    [InlineData("@soon /x/service_monitor.sh", "\"@soon\" is no cron line", "write minute hour")]
    [InlineData("0 8 * * /x/service_monitor.sh", "is no line of a crontab", "mend it")]
    [InlineData("her gün /x/service_monitor.sh", "is no line of a crontab", "mend it")]
    [InlineData("CRON_TZ=America/New_York\n0 8 * * 1 /x/service_monitor.sh", "is meant in the time zone 'America/New_York' of CRON_TZ", "take CRON_TZ out")]
    public void What_cannot_be_said_is_an_error_and_the_rest_is_printed(string wrong, string message, string remedy)
    {
        var import = Import($"*/15 * * * * /x/service_monitor.sh\n{wrong}\nCRON_TZ=\n0 8 * * 1 /x/service_monitor.sh\n");

        var error = Assert.Single(import.Errors);
        Assert.Equal(new SourcePosition("crontab", 2 + wrong.Count(letter => letter == '\n'), 1), error.Where);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
        Assert.Equal(["periodic", "monday"], Read(import).Ticks.Select(tick => tick.Name));
    }

    [Fact]
    public void The_names_of_files_cannot_break_out_of_the_comment() =>
        Assert.DoesNotContain('\n', Assert.Single(Import("", "a\nschedule { }").Lines));

    [Fact]
    public void What_is_printed_means_to_us_what_the_crontab_means_to_cron() =>
        Schedules.Array[1, 6].Sample(
            schedules =>
            {
                var import = Import(string.Join('\n', schedules.Select(schedule => schedule + Script)));
                Assert.Empty(import.Errors);
                var cron = schedules.Select(schedule => new PlainCron(schedule)).ToList();

                var expected = Enumerable.Range(0, 14 * 24 * 60).Select(minute => Monday.AddMinutes(minute)).Where(at => cron.Exists(job => job.Runs(at))).ToList();
                Assert.Equal(
                    expected,
                    TickCalendar.Coming(Monday.AddTicks(-1), expected.Count + 1, Read(import)).Select(due => due.At).TakeWhile(at => at < Monday.AddDays(14)));
            },
            iter: 100);

    // No day that a month does not have: that is refused, and has its own test.
    private static Gen<string> Schedules => Gen.Select(
        Fields(0, 59), Fields(0, 23), Fields(1, 28), Gen.Frequency((4, Gen.Const("*")), (1, Gen.Const("nov,dec")), (1, Gen.Const("10-12/2"))), Weekdays,
        (minute, hour, day, month, weekday) => $"{minute} {hour} {day} {month} {weekday}");

    private static Gen<string> Weekdays => Gen.Frequency(
        (3, Gen.Const("*")), (3, Gen.Int[0, 7].Select(day => $"{day}")), (1, Gen.Const("mon")), (1, Gen.Const("1-5")), (1, Gen.Const("sat,sun")),
        (1, Gen.Const("*/2")), (1, Gen.Const("5-7")), (1, Gen.Const("mon-fri/2")));

    private static Gen<string> Fields(int first, int last)
    {
        var one = Gen.Int[first, last].Select(value => $"{value}");
        return Gen.Frequency(
            (4, Gen.Const("*")),
            (2, Gen.Int[2, 20].Select(step => $"*/{step}")),
            (4, one),
            (2, one.Array[2, 4].Select(values => string.Join(',', values))),
            (1, Gen.Int[first, (first + last) / 2].Select(from => $"{from}-{last}")),
            (1, Gen.Select(Gen.Int[first, (first + last) / 2], Gen.Int[2, 7], (from, step) => $"{from}-{last}/{step}")));
    }

    private static CrontabImport Import(string text, string file = "crontab") => CrontabImport.Of(text, file);

    private static ScheduleSettings Read(CrontabImport import)
    {
        var tree = Written.Tree(string.Join('\n', import.Lines));
        var errors = new ConfigErrors();
        var schedule = ScheduleSettingsReader.Read(Section.Root(tree, errors).Under("healthcheck").Under("schedule"), TimeZoneInfo.Utc);
        Assert.True(errors.IsEmpty);
        return schedule;
    }
}
