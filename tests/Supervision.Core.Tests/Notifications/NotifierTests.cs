using Supervision.Core.Holds;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;
using static Supervision.Core.Tests.Notifications.Switchboard;

namespace Supervision.Core.Tests.Notifications;

public sealed class NotifierTests
{
    private static readonly Delivery Down = new Delivery.Later("connection refused");

    [Fact]
    public void Who_was_told_of_an_outage_is_told_of_its_end_and_of_nothing_twice()
    {
        var board = new Switchboard().Start();

        board.Hear(board.Opened(1, "nginx", "celery")).Hear(board.Opened(1, "nginx", "celery")).Hear(board.Over(1)).Hear(board.Over(1));

        Assert.Equal(["incident-opened", "recovered"], board.Events("email"));
        Assert.Equal(["incident-opened", "recovered"], board.Events("sms"));
    }

    [Fact]
    public void Who_was_not_told_of_a_warning_is_not_told_of_its_end()
    {
        var board = new Switchboard().Start();
        var reading = new Reading(new Metric(MetricKind.Disk, "/var"), 90, 100);

        board.Hear(new Notice.ResourceRaised(board.Wall, reading, Severity.Warning, 85)).Hear(new Notice.ResourceCleared(board.Wall, reading));

        Assert.Equal(["resource-warning", "resource-cleared"], board.Events("email"));
        Assert.Empty(board.Events("sms"));
    }

    [Fact]
    public void A_resource_that_grows_worse_is_told_to_whom_that_concerns_and_all_of_them_hear_of_the_end()
    {
        var board = new Switchboard().Start();
        var reading = new Reading(new Metric(MetricKind.Disk, "/var"), 97, 100);

        board.Hear(new Notice.ResourceRaised(board.Wall, reading, Severity.Warning, 85))
            .Hear(new Notice.ResourceRaised(board.Wall, reading, Severity.Critical, 95))
            .Hear(new Notice.ResourceRaised(board.Wall, reading, Severity.Critical, 95))
            .Hear(new Notice.ResourceCleared(board.Wall, reading));

        Assert.Equal(["resource-warning", "resource-critical", "resource-cleared"], board.Events("email"));
        Assert.Equal(["resource-critical", "resource-cleared"], board.Events("sms"));
    }

    [Theory]
    [InlineData("02:00", 1, 0)]
    [InlineData("12:00", 1, 1)]
    [InlineData("22:30", 1, 0)]
    public void At_night_only_what_a_night_route_names_is_told_and_the_rest_in_the_morning(string time, int sms, int email)
    {
        var routes = Both with
        {
            Routes =
            [
                new Route("day", ["email"], Severity.Warning, [], new DayWindow(new TimeOnly(7, 0), new TimeOnly(22, 0)), []),
                new Route("always", ["sms"], Severity.Critical, [], null, []),
            ],
        };
        var board = new Switchboard(routes).Start();
        var local = TimeZoneInfo.ConvertTime(board.Wall, Turkey);
        board.Pass(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture) + TimeSpan.FromDays(1) - local.TimeOfDay);

        board.Hear(board.Opened(1));

        Assert.Equal(sms, board.Events("sms").Count());
        Assert.Equal(email, board.Events("email").Count());
        board.Pass(TimeSpan.FromHours(10));
        Assert.Equal("incident-opened", board.Events("email").First());
    }

    [Fact]
    public void A_night_belongs_to_the_day_on_which_it_begins()
    {
        var night = new Route("friday", ["email"], Severity.Info, [], new DayWindow(new TimeOnly(22, 0), new TimeOnly(7, 0)), [DayOfWeek.Friday]);
        var settings = Both with { Routes = [night] };

        Assert.NotEmpty(RouteRules.For(settings, "test", Severity.Info, new DateTimeOffset(2026, 11, 28, 3, 0, 0, TimeSpan.FromHours(3))));
        Assert.Empty(RouteRules.For(settings, "test", Severity.Info, new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.FromHours(3))));
        Assert.NotEmpty(RouteRules.For(settings, "test", Severity.Info, new DateTimeOffset(2026, 11, 27, 23, 0, 0, TimeSpan.FromHours(3))));
    }

    [Fact]
    public void It_is_said_again_while_it_lasts()
    {
        var board = new Switchboard(With(Email)).Start();

        board.Hear(board.Opened(1)).Pass(TimeSpan.FromHours(9));
        Assert.Equal(3, board.Taken.Count);
        Assert.StartsWith("[CRITICAL] web1: Still so: nginx is down", board.Taken[2].Subject, StringComparison.Ordinal);

        board.Hear(board.Over(1)).Pass(TimeSpan.FromHours(9));
        Assert.Equal(4, board.Taken.Count);
    }

    [Fact]
    public void A_channel_that_is_down_for_a_day_gets_both_once_and_in_order()
    {
        var board = new Switchboard(With(Email)) { Answers = _ => Down }.Start();

        board.Hear(board.Opened(1)).Pass(TimeSpan.FromMinutes(1)).Hear(board.Over(1)).Pass(TimeSpan.FromDays(1));
        Assert.InRange(board.Tries.Count, 80, 200);
        board.Answers = _ => new Delivery.Delivered("taken");
        board.Pass(TimeSpan.FromHours(1));

        Assert.Equal(["incident-opened", "recovered"], board.Events("email"));
        Assert.Equal(0, board.State.Waiting);
    }

    [Fact]
    public void A_message_that_nobody_takes_is_given_up_after_its_time_and_counted()
    {
        var board = new Switchboard(With(Email)) { Answers = _ => Down }.Start();

        board.Hear(board.Opened(1)).Hear(board.Over(1)).Pass(TimeSpan.FromDays(2) + TimeSpan.FromHours(1));

        Assert.Equal(2, board.State.Counts.GivenUp);
        Assert.Equal(0, board.State.Waiting);
        Assert.Empty(History(board.Disk).Waiting);
    }

    [Fact]
    public void What_is_refused_is_not_tried_again_and_goes_to_the_other_channel_at_once()
    {
        var board = new Switchboard(Falling(TimeSpan.FromMinutes(10)))
        {
            Answers = message => message.Channel == "email" ? new Delivery.Refused("535") : new Delivery.Delivered("taken"),
        }.Start();
        var reading = new Reading(new Metric(MetricKind.Disk, "/var"), 90, 100);

        board.Hear(new Notice.ResourceRaised(board.Wall, reading, Severity.Warning, 85)).Pass(TimeSpan.FromHours(1));
        board.Hear(new Notice.ResourceCleared(board.Wall, reading)).Pass(TimeSpan.FromHours(1));

        Assert.Equal(["resource-warning", "resource-cleared"], board.Events("sms"));
        Assert.Equal(2, board.Tries.Count(message => message.Channel == "email"));
    }

    [Fact]
    public void After_its_time_another_channel_tells_it_once_also_over_a_restart()
    {
        var board = new Switchboard(Falling(TimeSpan.FromMinutes(10)))
        {
            Answers = message => message.Channel == "email" ? Down : new Delivery.Delivered("taken"),
        }.Start();
        var reading = new Reading(new Metric(MetricKind.Disk, "/var"), 90, 100);

        board.Hear(new Notice.ResourceRaised(board.Wall, reading, Severity.Warning, 85)).Pass(TimeSpan.FromMinutes(9));
        Assert.Empty(board.Events("sms"));
        board.Pass(TimeSpan.FromMinutes(2));
        board.Kill().Pass(TimeSpan.FromMinutes(20));

        Assert.Equal(["resource-warning"], board.Events("sms"));
    }

    [Fact]
    public void A_storm_is_counted_and_the_number_is_told_and_no_end_is_lost_or_too_many()
    {
        var board = new Switchboard(With(Email) with { Storm = new StormLimit(5, TimeSpan.FromHours(1)) }).Start();

        for (var incident = 1; incident <= 12; incident++)
            board.Hear(board.Opened(incident));
        for (var incident = 1; incident <= 12; incident++)
            board.Hear(board.Over(incident));
        board.Pass(TimeSpan.FromHours(2));

        Assert.Equal(5, board.Events("email").Count(name => name == "incident-opened"));
        Assert.Equal(5, board.Events("email").Count(name => name == "recovered"));
        var sum = Assert.Single(board.Taken, message => message.Event == "held-back");
        Assert.Contains("7 were not sent", sum.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_storm_left_out_and_is_not_over_is_told_when_there_is_room()
    {
        var board = new Switchboard(With(Email) with { Storm = new StormLimit(2, TimeSpan.FromHours(1)) }).Start();

        board.Hear(board.Opened(1)).Hear(board.Opened(2)).Hear(board.Opened(3)).Pass(TimeSpan.FromHours(3));

        Assert.Equal(3, board.Taken.Where(message => message.Event == "incident-opened").Select(message => message.Topic).Distinct().Count());
    }

    [Fact]
    public void What_is_over_before_its_time_is_told_to_nobody_and_summed_up_in_the_morning()
    {
        var board = new Switchboard(With(Email) with { Wait = TimeSpan.FromMinutes(1), Digest = new TimeOnly(8, 0) }).Start();

        board.Hear(board.Opened(1)).Pass(TimeSpan.FromSeconds(30)).Hear(board.Over(1)).Pass(TimeSpan.FromMinutes(5));
        Assert.Empty(board.Taken);
        board.Hear(board.Opened(2)).Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(["incident-opened"], board.Events("email"));
        board.Pass(TimeSpan.FromHours(1));

        var sum = Assert.Single(board.Taken, message => message.Event == "digest");
        Assert.Contains("nginx (30 s)", sum.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_life_tells_nothing_twice_and_the_end_that_nobody_saw()
    {
        var board = new Switchboard(With(Email)).Start();
        board.Hear(board.Opened(1)).Hear(board.Opened(2));

        board.Kill().Hear(board.Opened(2)).Hear(new Notice.Standing(board.Wall, new Core.Recovery.IncidentId(2))).Pass(TimeSpan.FromHours(1));

        Assert.Equal(["incident-opened", "incident-opened", "recovered"], board.Events("email"));
        Assert.Equal("incident:1", board.Taken[2].Topic.Text);
    }

    [Fact]
    public void What_nobody_speaks_of_any_more_after_a_restart_is_over_after_half_an_hour()
    {
        var board = new Switchboard(With(Email)).Start();
        var reading = new Reading(new Metric(MetricKind.Disk, "/var"), 90, 100);
        board.Hear(new Notice.ResourceRaised(board.Wall, reading, Severity.Warning, 85));

        board.Kill().Pass(TimeSpan.FromHours(1));

        Assert.Equal(["resource-warning", "recovered"], board.Events("email"));
    }

    [Fact]
    public void A_message_is_sent_without_a_disk_and_written_down_later()
    {
        var board = new Switchboard(With(Email)) { DiskSays = "disk full" }.Start();

        board.Hear(board.Opened(1)).Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(["incident-opened"], board.Events("email"));
        Assert.Single(board.Said);
        board.DiskSays = null;
        board.Pass(TimeSpan.FromMinutes(2));
        board.Kill().Pass(TimeSpan.FromHours(1));

        Assert.Single(board.Tries, message => message.Event == "incident-opened");
    }

    [Fact]
    public void A_hold_near_its_end_is_told_and_forgotten_after_a_day()
    {
        var board = new Switchboard(With(Email)).Start();

        board.Hear(new Notice.HoldEnding(board.Wall, new Hold(new HoldId(3), null, board.Wall, board.Wall, "deploy", "root")));
        Assert.Equal(["hold-ending"], board.Events("email"));
        Assert.Single(History(board.Disk).Told);
        board.Pass(TimeSpan.FromDays(2));

        Assert.Empty(History(board.Disk).Told);
        Assert.Empty(board.State.Topics);
    }

    [Fact]
    public void Ten_thousand_messages_are_kept_within_bounds_and_the_rest_is_counted()
    {
        var board = new Switchboard(With(Email) with { Storm = new StormLimit(100_000, TimeSpan.FromHours(1)) }) { Answers = _ => null }.Start();

        for (var incident = 1; incident <= 10_050; incident++)
            board.Hear(board.Opened(incident));

        Assert.Equal(10_000, board.State.Waiting);
        Assert.True(board.State.Characters * 2 <= 50_000_000, $"{board.State.Characters} characters");
        Assert.Equal(50, board.State.Counts.Dropped);
    }

    private static NotifySettings Falling(TimeSpan after) =>
        Both with { Fallbacks = Both.Fallbacks.Add("email", new Fallback("sms", after)) };
}
