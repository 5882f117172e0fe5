using Supervision.Core.Resources;

namespace Supervision.Daemon.Tests.Configuration;

public sealed class ResourceSettingsTests
{
    [Fact]
    public void The_thresholds_of_the_shipped_configuration_are_those_of_the_guide()
    {
        var resources = Written.Sound(Written.Shipped).Resources;

        Assert.Equal(TimeSpan.FromSeconds(30), resources.Every);
        Assert.Equal((85d, 95d, TimeSpan.FromMinutes(5)), Of(resources, MetricKind.Cpu));
        Assert.Equal((85d, 95d, TimeSpan.FromMinutes(1)), Of(resources, MetricKind.Memory));
        Assert.Equal((85d, 95d, TimeSpan.Zero), Of(resources, MetricKind.Disk));
        Assert.Equal(TimeSpan.FromHours(24), resources.Bounds[MetricKind.Disk].FullIn);
        Assert.Null(resources.Bounds[MetricKind.Memory].FullIn);
    }

    [Fact]
    public void What_is_empty_is_not_judged()
    {
        var resources = Written.Sound(new Core.Configuration.HoconSource(
            Written.File, "healthcheck.services.nginx { }, healthcheck.resources { disk { warning = \"\", critical = \"\", full-in = \"\" }, read-only = off }")).Resources;

        Assert.Null(resources.Of(new Metric(MetricKind.Disk, "/")));
        Assert.Null(resources.Of(new Metric(MetricKind.DiskReadOnly, "/")));
        Assert.NotNull(resources.Of(new Metric(MetricKind.Inodes, "/")));
        Assert.Null(resources.Of(new Metric(MetricKind.UnitCpu, "nginx.service")));
    }

    [Theory]
    [InlineData("cpu.warning = 85", "healthcheck.resources.cpu.warning", "must be a percentage", "write 85%")]
    [InlineData("cpu.warning = 95%", "healthcheck.resources.cpu.warning", "must be less than critical", "smaller")]
    [InlineData("disk.critical = 101%", "healthcheck.resources.disk.critical", "must be a percentage from 0% to 100%", "write for example")]
    [InlineData("disk.warning = 0%", "healthcheck.resources.disk.warning", "must be more than 0", "where it is not to be judged")]
    [InlineData("load.warning = high", "healthcheck.resources.load.warning", "must be a number, but is 'high'", "2 or 1.5")]
    [InlineData("swap-traffic.warning = 5", "healthcheck.resources.swap-traffic.warning", "must be a size", "add the unit")]
    [InlineData("disk.full-in = soon", "healthcheck.resources.disk.full-in", "must be a duration", "units")]
    [InlineData("disk.for = 2d", "healthcheck.resources.disk.for", "must be a duration from 0s to 1d", "choose")]
    [InlineData("every = 0s", "healthcheck.resources.every", "must be a duration from 1s to 1h", "choose")]
    [InlineData("hysteresis = 60%", "healthcheck.resources.hysteresis", "must be from 0% to 50%", "5%")]
    [InlineData("ignore = [\"mnt\"]", "healthcheck.resources.ignore", "'mnt'", "beginning with /")]
    [InlineData("read-only = yes", "healthcheck.resources.read-only", "must be one of off, warning, critical", "write off")]
    [InlineData("disks.warning = 1%", "healthcheck.resources.disks", "did you mean 'disk'", "write disk")]
    public void A_mistake_is_named_with_its_place_and_its_remedy(string written, string path, string message, string remedy)
    {
        var error = Assert.Single(Written.Read($"healthcheck.services.nginx {{ }}, healthcheck.resources {{ {written} }}").Errors);

        Assert.Equal(path, error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
        Assert.Equal(Written.File, error.Where.File);
    }

    private static (double?, double?, TimeSpan) Of(ResourceSettings resources, MetricKind kind) =>
        (resources.Bounds[kind].Warning, resources.Bounds[kind].Critical, resources.Bounds[kind].For);
}
