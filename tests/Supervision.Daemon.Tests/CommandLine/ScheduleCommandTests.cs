using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.CommandLine;

/// <summary><c>healthcheck schedule</c>, as an operator calls it.</summary>
[Collection(RealPrograms.Name)]
public sealed class ScheduleCommandTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("2026-11-23T07:00:00+03:00")]
    [InlineData("2026-11-23T04:00:00Z")]
    [InlineData("2026-11-23T07:00")]
    [InlineData("2026-11-23 07:00:00")]
    public async Task The_shipped_configuration_ticks_on_monday_morning_as_it_promises(string from)
    {
        var config = _files.Write("healthcheck.conf", Configuration.Written.Shipped.Text);

        var ended = await RunningProgram.RunAsync("schedule", "--from", from, "--count", "8", "--config", config);

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Equal(
            """
            Mon 2026-11-23 07:15 +03:00 Europe/Istanbul  periodic
            Mon 2026-11-23 07:30 +03:00 Europe/Istanbul  periodic, monday, readiness
            Mon 2026-11-23 07:45 +03:00 Europe/Istanbul  periodic, monday
            Mon 2026-11-23 08:00 +03:00 Europe/Istanbul  periodic, resources, monday
            Mon 2026-11-23 08:15 +03:00 Europe/Istanbul  periodic, monday
            Mon 2026-11-23 08:30 +03:00 Europe/Istanbul  periodic, monday, readiness
            Mon 2026-11-23 08:45 +03:00 Europe/Istanbul  periodic
            Mon 2026-11-23 09:00 +03:00 Europe/Istanbul  periodic, resources

            """,
            ended.Output);
    }

    [Fact]
    public async Task An_hour_that_comes_twice_is_listed_with_both_its_offsets_the_same_in_every_locale()
    {
        var config = Berlin("periodic { cron = \"*/30 * * * *\" }, nightly { cron = \"30 2 * * *\", run = sweep }");
        string[] arguments = ["schedule", "--from", "2026-10-25T01:30", "--count", "5", "--config", config];

        var plain = await RunningProgram.RunAsync(arguments);
        var turkish = await RunningProgram.RunAsync(
            new Dictionary<string, string?> { ["LC_ALL"] = "tr_TR.UTF-8", ["LANG"] = "tr_TR.UTF-8", ["TZ"] = "America/New_York" }, arguments);

        Assert.Equal(
            """
            Sun 2026-10-25 02:00 +02:00 Europe/Berlin  periodic
            Sun 2026-10-25 02:30 +02:00 Europe/Berlin  periodic, nightly
            Sun 2026-10-25 02:00 +01:00 Europe/Berlin  periodic
            Sun 2026-10-25 02:30 +01:00 Europe/Berlin  periodic
            Sun 2026-10-25 03:00 +01:00 Europe/Berlin  periodic

            """,
            plain.Output);
        Assert.Equal(plain, turkish);
    }

    [Fact]
    public async Task Without_a_beginning_ten_instants_after_now_are_listed()
    {
        var before = TimeProvider.System.GetUtcNow();
        var ended = await RunningProgram.RunAsync("schedule", "--config", Berlin(""));

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        var lines = ended.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(10, lines.Length);
        var first = DateTimeOffset.ParseExact(lines[0][4..27], "yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(first, before, TimeProvider.System.GetUtcNow().AddMinutes(15));
    }

    [Fact]
    public async Task As_json_each_instant_has_its_offset_and_its_names()
    {
        var ended = await RunningProgram.RunAsync(
            "schedule", "--json", "--count", "1", "--from", "2026-11-23T07:15+01:00", "--config", Berlin("monday { cron = \"30 7 * * 1\", run = sweep }"));

        Assert.Equal(
            """
            {
              "zone": "Europe/Berlin",
              "ticks": [
                {
                  "at": "2026-11-23T07:30:00+01:00",
                  "names": [
                    "periodic",
                    "monday"
                  ]
                }
              ]
            }

            """,
            ended.Output);
    }

    [Theory]
    [InlineData("--from", "yesterday", "--from must be an instant; write for example 2026-11-23T07:00:00+03:00")]
    [InlineData("--from", "", "--from must be an instant")]
    [InlineData("--from", "2026-03-29T02:30", "--from names a time that the clocks of Europe/Berlin skip: 2026-03-29T02:30")]
    [InlineData("--from", "1666-09-02", "--from must lie in the years 1970 to 2199")]
    [InlineData("--count", "0", "--count must be a whole number from 1 to 1000, not '0'")]
    [InlineData("--count", "1001", "--count must be a whole number from 1 to 1000, not '1001'")]
    [InlineData("--count", "-1", "--count must be a whole number from 1 to 1000, not '-1'")]
    [InlineData("--count", "ten", "--count must be a whole number from 1 to 1000, not 'ten'")]
    public async Task A_mistake_of_usage_ends_with_64_and_says_what_to_write(string option, string value, string problem)
    {
        var ended = await RunningProgram.RunAsync("schedule", option, value, "--config", Berlin(""));

        Assert.Equal((64, ""), (ended.Code, ended.Output));
        Assert.StartsWith($"healthcheck: {problem}", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_time_zones_does_not_start_and_says_what_is_missing()
    {
        var config = Berlin("");

        var ended = await RunningProgram.RunAsync(new Dictionary<string, string?> { ["TZDIR"] = _files.Path }, "run", "--config", config);

        Assert.Equal(78, ended.Code);
        Assert.Contains(
            "healthcheck.timezone: \"Europe/Berlin\" is no time zone of this host, which knows none at all (install the package tzdata)",
            ended.Errors,
            StringComparison.Ordinal);
    }

    private string Berlin(string schedule) => _files.Write(
        "berlin.conf", $"healthcheck {{ timezone = \"Europe/Berlin\", services {{ nginx {{ }} }}, schedule {{ {schedule} }} }}");
}
