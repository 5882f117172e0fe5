namespace Supervision.Daemon.Tests.Configuration;

/// <summary>Cron lines and time zones that are none.</summary>
public sealed class BadScheduleTests
{
    [Theory]
    [InlineData("\"* * * * * *\"", "\"* * * * * *\" is no cron line: it has not five fields but 6", "write minute hour day month weekday")]
    [InlineData("\"0 8 * *\"", "\"0 8 * *\" is no cron line: it has not five fields but 4", "write minute hour day month weekday")]
    [InlineData("often", "\"often\" is no cron line: it has not five fields but 1", "write minute hour day month weekday")]
    [InlineData("\"\"", "\"\" is no cron line: it has not five fields but 0", "write minute hour day month weekday")]
    [InlineData("\"61 * * * *\"", "Minutes: Value must be a number between 0 and 59", "write minute hour day month weekday")]
    [InlineData("\"0 24 * * *\"", "Hours: Value must be a number between 0 and 23", "write minute hour day month weekday")]
    [InlineData("\"0 8 * * 8\"", "Days of week: Value must be a number between 0 and 7", "write minute hour day month weekday")]
    [InlineData("\"0 8 * * pazartesi\"", "is no cron line", "write minute hour day month weekday")]
    [InlineData("\"*/0 * * * *\"", "Minutes: Value must be a number between 1 and 59", "write minute hour day month weekday")]
    [InlineData("\"H * * * *\"", "H stands for a time that somebody else chooses", "write minute hour day month weekday")]
    [InlineData("\"@reboot\"", "\"@reboot\" is no cron line", "write minute hour day month weekday")]
    [InlineData("\"@every_second\"", "nothing here ticks faster than every minute", "write \"* * * * *\"")]
    [InlineData("\"0 0 31 2 *\"", "\"0 0 31 2 *\" is no cron line: it never comes", "write a day that its month has")]
    [InlineData("\"0 0 31 4,6 *\"", "it never comes", "write a day that its month has")]
    [InlineData("[]", "is empty", "write at least one line")]
    [InlineData("[\"0 8 * * 1\", \"0 0 30 2 *\"]", "\"0 0 30 2 *\" is no cron line: it never comes", "write a day that its month has")]
    public void A_cron_line_that_is_none_is_told_with_its_place_and_its_remedy(string cron, string message, string remedy)
    {
        var (settings, errors) = Written.Read($"healthcheck {{\n  services {{ nginx {{ }} }}\n  schedule.nightly {{\n    cron = {cron}\n    run = sweep\n  }}\n}}\n");

        Assert.Null(settings);
        var error = Assert.Single(errors);
        Assert.Equal((Written.File, 4, "healthcheck.schedule.nightly.cron"), (error.Where.File, error.Where.Line, error.Path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 29 2 *")]
    [InlineData("0 0 29 2 1")]
    [InlineData("@hourly")]
    [InlineData("  0\t8  * * mon-fri ")]
    public void A_line_that_comes_however_seldom_is_taken(string cron) =>
        Assert.Single(Written.Sound(new Core.Configuration.HoconSource(
            Written.File, $"healthcheck {{ services.nginx {{ }}, schedule.periodic.cron = \"\"\"{cron}\"\"\" }}")).Schedule.Ticks);

    [Theory]
    [InlineData("europe/istanbul", "did you mean \"Europe/Istanbul\"?", "write \"Europe/Istanbul\"")]
    [InlineData("EUROPE/ISTANBUL", "did you mean \"Europe/Istanbul\"?", "write \"Europe/Istanbul\"")]
    [InlineData("utc", "did you mean \"UTC\"?", "write \"UTC\"")]
    [InlineData("Europe/Istambul", "did you mean \"Europe/Istanbul\"?", "write \"Europe/Istanbul\"")]
    [InlineData("Europe/Istanbul ", "did you mean \"Europe/Istanbul\"?", "write \"Europe/Istanbul\"")]
    [InlineData("Europe", "is no time zone of this host", "write ")]
    [InlineData("+03:00", "is no time zone of this host", "write ")]
    [InlineData("Turkey Standard Time", "is no time zone of this host", "write ")]
    [InlineData("", "is no time zone of this host", "write a name such as \"Europe/Istanbul\"")]
    [InlineData("../../../etc/localtime", "is no time zone of this host", "write a name such as \"Europe/Istanbul\"")]
    [InlineData("/etc/localtime", "is no time zone of this host", "write ")]
    public void A_time_zone_that_is_none_is_told_with_the_one_that_is_near(string zone, string message, string remedy)
    {
        var (settings, errors) = Written.Read($"healthcheck {{\n  services {{ nginx {{ }} }}\n  timezone = \"{zone}\"\n}}\n");

        Assert.Null(settings);
        var error = Assert.Single(errors);
        Assert.Equal((3, "healthcheck.timezone"), (error.Where.Line, error.Path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }
}
