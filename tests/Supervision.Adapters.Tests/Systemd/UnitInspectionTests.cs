using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>Against the systemd of this host.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class UnitInspectionTests
{
    private static readonly UnitName Unit = new("inspected.service");

    [SkippableFact]
    public async Task A_unit_is_told_as_it_is_set_up()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var units = await new StubUnits().With(
            Unit.Text,
            "[Unit]\nStartLimitIntervalSec=77\nStartLimitBurst=3\n[Service]\nExecStart=/bin/sh -c 'a b'\nExecStart=/bin/true\nType=oneshot\n" +
            "Restart=on-failure\nRestartSec=1500ms\nEnvironment=A=1 \"B=x y\"\nEnvironmentFile=-/etc/absent\n");
        await StubUnits.Reload();

        var (found, why) = UnitInspection.Of([Unit], TimeProvider.System);

        Assert.Equal("", why);
        var unit = Assert.Single(found!.Units);
        Assert.Equal((UnitLoad.Loaded, "oneshot", "on-failure", false), (unit.Load, unit.Type, unit.Restart, unit.NeedsReload));
        Assert.Equal((TimeSpan.FromMilliseconds(1500), TimeSpan.FromSeconds(77), 3), (unit.RestartDelay, unit.StartLimitInterval, unit.StartLimitBurst));
        Assert.Equal(["/bin/sh -c a b", "/bin/true"], unit.Commands.Select(command => string.Join(' ', command)));
        Assert.Equal(["A=1", "B=x y"], unit.Environment.AsEnumerable());
        Assert.Equal(["/etc/absent"], unit.EnvironmentFiles.Select(file => file.Path));
        Assert.Equal(["/run/systemd/system/inspected.service"], unit.Files.Select(file => file.Path));
    }

    [SkippableFact]
    public async Task A_unit_whose_file_has_changed_needs_a_reload()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var units = await new StubUnits().WithSleeper(Unit.Text);
        await StubUnits.Reload();
        // One that nobody uses is read anew for the question.
        await StubUnits.Systemctl("start", Unit.Text);
        File.SetLastWriteTimeUtc(Path.Combine("/run/systemd/system", Unit.Text), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(1));

        Assert.True(Assert.Single(UnitInspection.Of([Unit], TimeProvider.System).Found!.Units).NeedsReload);
    }

    [SkippableFact]
    public async Task An_umbrella_is_followed_by_its_parts()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var units = await (await new StubUnits().WithOneshot(Unit.Text, "true", "RemainAfterExit=yes"))
            .With("part.service", $"[Unit]\nPartOf={Unit}\n[Service]\nExecStart=/bin/sleep infinity\n");
        await StubUnits.Reload();
        await StubUnits.Systemctl("start", Unit.Text, "part.service");

        var found = UnitInspection.Of([Unit], TimeProvider.System).Found!.Units;

        Assert.Equal([(Unit, null), (new UnitName("part.service"), (UnitName?)Unit)], found.Select(unit => (unit.Unit, unit.PartOf)));
    }

    [SkippableFact]
    public void A_unit_that_is_not_there_is_not_found()
    {
        StubUnits.SkipUnlessSystemd();

        Assert.Equal(UnitLoad.NotFound, Assert.Single(UnitInspection.Of([new("absent-unit.service")], TimeProvider.System).Found!.Units).Load);
    }

    [SkippableFact]
    public void Where_systemd_cannot_be_asked_that_is_said()
    {
        Skip.If(File.Exists("/run/dbus/system_bus_socket"), "there is a system bus here");

        var (found, why) = UnitInspection.Of([Unit], TimeProvider.System);

        Assert.Null(found);
        Assert.NotEmpty(why);
    }
}
