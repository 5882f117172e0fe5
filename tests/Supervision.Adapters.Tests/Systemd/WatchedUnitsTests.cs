using System.Collections.Immutable;
using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

public class WatchedUnitsTests
{
    private static readonly UnitProperties Running =
        new() { Load = UnitLoad.Loaded, Activity = UnitActivity.Active, SubState = "running", Job = "" };

    private static readonly UnitProperties Exited = Running with { SubState = "exited" };
    private static readonly UnitProperties Failed = new() { Activity = UnitActivity.Failed, SubState = "failed" };
    private static readonly UnitProperties Details = new() { Result = "success", Invocation = "aa" };

    private static WatchedUnits Watch(params string[] names) => new([.. names.Select(name => new UnitName(name))]);

    private static WatchedUnit Read(WatchedUnit unit, string path, UnitProperties properties)
    {
        if (unit.Renew(new ListedUnit(path, properties))) LearnDetails(unit);
        return unit;
    }

    private static void LearnDetails(WatchedUnit unit)
    {
        unit.Learn(Details);
        unit.DetailsAreKnown();
    }

    private static (WatchedUnits Units, WatchedUnit Umbrella, WatchedUnit Part) PostgreSql()
    {
        var units = Watch("postgresql.service");
        var umbrella = Read(units.All.Single(), "/umbrella", Exited);
        var part = new WatchedUnit(new UnitName("postgresql@15-main.service"), umbrella);
        umbrella.Adopt([part]);
        Read(part, "/part", Running);
        units.Index();
        units.TellAll();
        return (units, umbrella, part);
    }

    [Fact]
    public void A_unit_is_asked_for_details_once_and_again_when_it_changed()
    {
        var unit = Watch("a.service").All.Single();

        Assert.True(unit.Renew(new ListedUnit("/a", Running)));
        LearnDetails(unit);
        Assert.False(unit.Renew(new ListedUnit("/a", Running)));
        Assert.True(unit.Renew(new ListedUnit("/a", Running with { SubState = "reload" })));
    }

    [Fact]
    public void A_unit_without_a_file_is_not_asked_for_details() =>
        Assert.False(Watch("a.service").All.Single().Renew(new ListedUnit("/a", new UnitProperties
        {
            Load = UnitLoad.NotFound,
            Activity = UnitActivity.Inactive,
            SubState = "dead",
            Job = "",
        })));

    [Fact]
    public void A_unit_that_systemd_forgot_is_remembered_as_such_until_it_lives_or_is_doubted()
    {
        var dead = Running with { Activity = UnitActivity.Inactive, SubState = "dead" };
        var unit = Watch("a.service").All.Single();
        unit.Renew(new ListedUnit("/a", dead));
        Assert.False(unit.IsForgotten);

        unit.LearnThatItIsForgotten();
        Assert.True(unit.IsForgotten);
        unit.Learn(new UnitProperties { Activity = UnitActivity.Activating });
        Assert.False(unit.IsForgotten);

        unit.Learn(dead);
        unit.LearnThatItIsForgotten();
        unit.Doubt();
        Assert.False(unit.IsForgotten);
    }

    [Fact]
    public void A_change_is_news_once()
    {
        var units = Watch("a.service");
        Read(units.All.Single(), "/a", Running);
        units.Index();
        units.TellAll();

        units.At("/a").Single().Learn(Failed);

        Assert.Equal(UnitActivity.Failed, Assert.Single(WatchedUnits.News(units.At("/a"))).Activity);
        Assert.Empty(WatchedUnits.News(units.At("/a")));
    }

    [Fact]
    public void The_end_of_a_process_alone_is_no_news()
    {
        var units = Watch("a.service");
        Read(units.All.Single(), "/a", Running);
        units.TellAll();

        units.All.Single().Learn(new UnitProperties { ExitKind = 1, ExitStatus = 3 });

        Assert.Empty(WatchedUnits.News(units.All));
    }

    [Fact]
    public void Two_names_of_one_unit_are_both_told()
    {
        var units = Watch("alias.service", "real.service");
        foreach (var unit in units.All) Read(unit, "/real", Running);
        units.Index();
        units.TellAll();

        foreach (var unit in units.At("/real")) unit.Learn(Failed);

        Assert.Equal(["alias.service", "real.service"], WatchedUnits.News(units.At("/real")).Select(status => status.Unit.Text));
    }

    [Fact]
    public void A_path_that_is_not_watched_has_no_units() => Assert.Empty(Watch("a.service").At("/b"));

    [Fact]
    public void The_failure_of_a_part_is_news_of_its_umbrella()
    {
        var (units, _, part) = PostgreSql();

        part.Learn(Failed);

        var news = Assert.Single(WatchedUnits.News(units.At("/part")));
        Assert.Equal(("postgresql.service", UnitActivity.Active), (news.Unit.Text, news.Activity));
        Assert.Equal(("postgresql@15-main.service", UnitActivity.Failed), (news.Parts.Single().Unit.Text, news.Parts.Single().Activity));
        Assert.Empty(WatchedUnits.News(units.All));
    }

    [Fact]
    public void A_part_that_is_watched_for_its_own_sake_too_is_told_twice()
    {
        var units = Watch("postgresql.service", "postgresql@15-main.service");
        var umbrella = Read(units.All.First(), "/umbrella", Exited);
        Read(units.All.Last(), "/part", Running);
        umbrella.Adopt([Read(new WatchedUnit(new UnitName("postgresql@15-main.service"), umbrella), "/part", Running)]);
        units.Index();
        units.TellAll();

        foreach (var unit in units.At("/part")) unit.Learn(Failed);

        Assert.Equal(
            ["postgresql.service", "postgresql@15-main.service"],
            WatchedUnits.News(units.At("/part")).Select(status => status.Unit.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_umbrella_is_not_told_before_its_parts_are_known()
    {
        var units = Watch("postgresql.service");
        var umbrella = Read(units.All.Single(), "/umbrella", Running);
        units.TellAll();

        umbrella.Learn(Exited);
        Assert.Empty(WatchedUnits.News(units.All));
        Assert.Equal(umbrella, Assert.Single(units.LackingParts));

        umbrella.Adopt([]);
        Assert.Single(WatchedUnits.News(units.All));
        Assert.Empty(units.LackingParts);
    }

    [Fact]
    public void A_stopped_umbrella_consists_of_nothing()
    {
        var (units, umbrella, _) = PostgreSql();

        umbrella.Learn(new UnitProperties { Activity = UnitActivity.Inactive, SubState = "dead" });

        Assert.Empty(Assert.Single(WatchedUnits.News([umbrella])).Parts);
        Assert.Equal(umbrella, Assert.Single(units.All));
    }

    [Fact]
    public void Only_parts_that_are_loaded_count()
    {
        var (units, _, part) = PostgreSql();

        part.Learn(new UnitProperties { Load = UnitLoad.NotFound });

        Assert.Empty(units.TellAll().Single().Parts);
    }

    [Fact]
    public void The_parts_are_the_same_whatever_their_order()
    {
        var (_, umbrella, part) = PostgreSql();
        umbrella.Adopt([part, new WatchedUnit(new UnitName("postgresql@16-main.service"), umbrella)]);

        Assert.True(umbrella.ConsistsOf(["postgresql@16-main.service", "postgresql@15-main.service"]));
        Assert.False(umbrella.ConsistsOf(["postgresql@15-main.service"]));
        Assert.False(umbrella.ConsistsOf(["postgresql@15-main.service", "postgresql@17-main.service"]));
    }

    [Theory]
    [InlineData(UnitActivity.Activating, UnitLoad.Loaded)]
    [InlineData(UnitActivity.Active, UnitLoad.Loaded)]
    [InlineData(UnitActivity.Failed, UnitLoad.NotFound)]
    public void What_starts_was_loaded_though_no_signal_says_so(UnitActivity heard, UnitLoad expected)
    {
        var unit = Watch("a.service").All.Single();
        unit.LearnThatItCannotExist();

        unit.Learn(new UnitProperties { Activity = heard });

        Assert.Equal(expected, unit.Tell().Load);
    }

    [Fact]
    public void A_unit_whose_file_is_gone_while_it_runs_stays_not_found()
    {
        var unit = Read(Watch("a.service").All.Single(), "/a", Running with { Load = UnitLoad.NotFound });

        unit.Learn(Failed);
        unit.Learn(new UnitProperties { Activity = UnitActivity.Active });

        Assert.Equal(UnitLoad.NotFound, unit.Tell().Load);
    }

    [Fact]
    public void A_control_group_is_asked_for_once_in_each_life()
    {
        var unit = Watch("a.service").All.Single();
        Assert.False(unit.LacksGroup);
        Read(unit, "/a", Running);
        Assert.True(unit.LacksGroup);

        unit.LearnGroup(new UnitProperties { ControlGroup = "/system.slice/a.service" });
        Assert.False(unit.LacksGroup);

        unit.Learn(Failed);
        Assert.False(unit.LacksGroup);
        unit.Learn(Running with { Invocation = "bb" });
        Assert.True(unit.LacksGroup);
        unit.LearnGroup(default);
        Assert.False(unit.LacksGroup);
    }

    [Fact]
    public void A_control_group_that_was_found_out_is_news_and_held_nothing_back()
    {
        var units = Watch("a.service");
        Read(units.All.Single(), "/a", Running);
        units.Index();
        Assert.Equal("", Assert.Single(WatchedUnits.News(units.All)).ControlGroup);

        units.All.Single().LearnGroup(new UnitProperties { ControlGroup = "/system.slice/a.service" });

        Assert.Equal("/system.slice/a.service", Assert.Single(WatchedUnits.News(units.All)).ControlGroup);
    }

    [Fact]
    public void How_a_process_ended_is_told_with_the_units_own_end()
    {
        var units = Watch("a.service");
        Read(units.All.Single(), "/a", Running);
        units.TellAll();

        units.All.Single().Hear(new UnitProperties { ExitKind = 1, ExitStatus = 3 });
        Assert.Empty(WatchedUnits.News(units.All));
        units.All.Single().Hear(Failed);

        Assert.Equal(3, Assert.Single(WatchedUnits.News(units.All)).ExitStatus);
    }
}
