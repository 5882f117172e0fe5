using System.Collections.Immutable;
using System.Text.Json;
using Supervision.Core.Configuration;
using Supervision.Core.Doctor;
using Supervision.Daemon.CommandLine;

namespace Supervision.Daemon.Tests.CommandLine;

public sealed class DoctorReportTests
{
    private static readonly Finding Warning = Finding.Warning("nginx.service", "is masked", "systemctl unmask nginx.service");
    private static readonly Finding Error = Finding.Error("/srv/ş\u001b.sh", "does not exist", "put it there");

    [Fact]
    public void The_gravest_finding_decides_how_it_ends()
    {
        Assert.Equal(0, new DoctorReport([], ["polkit"]).ExitCode);
        Assert.Equal(1, new DoctorReport([Warning], []).ExitCode);
        Assert.Equal(2, new DoctorReport([Error, Warning], []).ExitCode);
    }

    [Fact]
    public void Each_finding_is_told_with_its_remedy_and_nothing_of_it_disturbs_a_terminal() => Assert.Equal(
        [
            "error: /srv/ş\\u001b.sh: does not exist", "    put it there",
            "warning: nginx.service: is masked", "    systemctl unmask nginx.service",
            "not looked at: polkit", "1 errors, 1 warnings.",
        ],
        new DoctorReport([Error, Warning], ["polkit"]).Lines());

    [Fact]
    public void Json_says_the_same()
    {
        using var json = JsonDocument.Parse(new DoctorReport([Warning], ["polkit"]).ToJson());

        var finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(
            ("warning", Warning.Place, Warning.What, Warning.Remedy),
            (finding.GetProperty("gravity").GetString(), finding.GetProperty("place").GetString(), finding.GetProperty("what").GetString(), finding.GetProperty("remedy").GetString()));
        Assert.Equal("polkit", Assert.Single(json.RootElement.GetProperty("unseen").EnumerateArray()).GetString());
    }

    [Fact]
    public void An_error_of_the_configuration_is_a_finding_at_its_line()
    {
        var finding = DoctorReport.Of(new ConfigError(new SourcePosition("/etc/x.conf", 12, 5), "healthcheck.mode", "must be act", "write act"));

        Assert.Equal((Gravity.Error, "/etc/x.conf:12:5", "healthcheck.mode: must be act", "write act"), (finding.Gravity, finding.Place, finding.What, finding.Remedy));
    }
}
