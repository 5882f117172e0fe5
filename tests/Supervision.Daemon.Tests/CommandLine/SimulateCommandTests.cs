using System.Text.Json;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.CommandLine;

/// <summary><c>healthcheck simulate</c> and <c>healthcheck policy</c>, as an operator calls them.</summary>
[Collection(RealPrograms.Name)]
public sealed class SimulateCommandTests : IDisposable
{
    private const string Night =
        """
        scenario {
          title = "Pazartesi sabahı"
          start = "2026-11-23T07:25:00"
          for = 2h
          events = [
            { at = "08:03", kill = postgresql }
            { at = "08:03", backend { exit = 1, times = 2, takes = 20s } }
          ]
          expect = [
            { root = postgresql }
            { runs = 3 }
            { recovered = all, by = "08:20" }
          ]
        }
        """;

    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    private string Config => _files.Write("healthcheck.conf", Configuration.Written.Shipped.Text);

    [Fact]
    public async Task A_scenario_that_holds_shows_its_course_and_its_verdicts()
    {
        var ended = await RunningProgram.RunAsync("simulate", _files.Write("night.conf", Night), "--config", Config);

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.StartsWith("Pazartesi sabahı", ended.Output, StringComparison.Ordinal);
        Assert.Contains("08:03:00  fault    kill = postgresql", ended.Output, StringComparison.Ordinal);
        Assert.Contains("08:03:02  run      run-1 begins: backend-restart.service", ended.Output, StringComparison.Ordinal);
        Assert.Contains("(budget 3/3)", ended.Output, StringComparison.Ordinal);
        Assert.Contains("holds  runs = 3: there were 3: Mon 08:03:02", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_fails_says_what_was_seen_and_ends_with_1_and_the_same_seed_prints_the_same()
    {
        var file = _files.Write("night.conf", Night.Replace("runs = 3", "runs = 2", StringComparison.Ordinal));
        string[] arguments = ["simulate", file, "--config", Config, "--seed", "7", "--log"];

        var ended = await RunningProgram.RunAsync(arguments);

        Assert.Equal(1, ended.Code);
        Assert.Contains("FAILS  runs = 2: there were 3", ended.Output, StringComparison.Ordinal);
        Assert.Contains("postgresql servisi çalışmıyor!", ended.Output, StringComparison.Ordinal);
        Assert.Equal(ended, await RunningProgram.RunAsync(arguments));
    }

    [Fact]
    public async Task Several_are_told_in_a_line_each_or_as_json()
    {
        string[] files = [_files.Write("night.conf", Night), _files.Write("bad.conf", Night.Replace("runs = 3", "runs = 0", StringComparison.Ordinal))];

        var lines = await RunningProgram.RunAsync(["simulate", .. files, "--config", Config]);
        var json = await RunningProgram.RunAsync(["simulate", .. files, "--config", Config, "--json"]);

        Assert.Equal((1, 1), (lines.Code, json.Code));
        Assert.Contains("2 scenarios, 1 of them do not hold", lines.Output, StringComparison.Ordinal);
        var told = JsonDocument.Parse(json.Output).RootElement.GetProperty("scenarios");
        Assert.Equal([true, false], told.EnumerateArray().Select(one => one.GetProperty("holds").GetBoolean()));
        Assert.Contains(told[0].GetProperty("timeline").EnumerateArray(), line => line.GetProperty("kind").GetString() == "decides");
    }

    [Fact]
    public async Task A_bad_scenario_is_refused_with_file_and_line()
    {
        var file = _files.Write("night.conf", Night.Replace("kill = postgresql", "kill = postgres", StringComparison.Ordinal));

        var ended = await RunningProgram.RunAsync("simulate", file, "--config", Config);
        var absent = await RunningProgram.RunAsync("simulate", file + ".absent", "--config", Config);

        Assert.Equal((78, ""), (ended.Code, ended.Output));
        Assert.StartsWith($"{file}:6:", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(78, absent.Code);
        Assert.Contains("does not exist", absent.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no option --sed; did you mean --seed?", "simulate", "night.conf", "--sed", "7")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615, not 'x'", "simulate", "night.conf", "--seed", "x")]
    public async Task A_slip_is_named(string error, params string[] arguments)
    {
        var ended = await RunningProgram.RunAsync([.. arguments, "--config", Config]);

        Assert.Equal((64, ""), (ended.Code, ended.Output));
        Assert.Contains(error, ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("simulate", "night.conf", "--explore", "3")]
    [InlineData("simulate", "--explore", "0")]
    [InlineData("simulate", "night.conf", "--for", "1h")]
    [InlineData("simulate", "--explore", "1", "--for", "x")]
    public async Task What_is_not_asked_properly_is_told(params string[] arguments)
    {
        var ended = await RunningProgram.RunAsync([.. arguments, "--config", Config]);

        Assert.Equal(64, ended.Code);
        Assert.StartsWith("healthcheck: ", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_days_keep_every_promise_and_say_their_seed()
    {
        var ended = await RunningProgram.RunAsync("simulate", "--explore", "4", "--seed", "6", "--for", "6h", "--config", Config);

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Equal("4 days of 6h with seed 6: every promise was kept.", ended.Output.Trim());
    }

    [Fact]
    public async Task A_policy_says_what_is_noticed_when_and_who_is_told()
    {
        var ended = await RunningProgram.RunAsync("policy", "--config", Config);
        var json = await RunningProgram.RunAsync("policy", "--config", Config, "--json");

        Assert.Equal((0, "", 0), (ended.Code, ended.Errors, json.Code));
        Assert.Contains("No channel is configured", ended.Output, StringComparison.Ordinal);
        Assert.Matches(@"it runs and does not work +2m\d+s +2m\d+s +2m\d+s +1 +nobody", ended.Output);
        Assert.Contains("At most 3 runs of backend.sh within an hour", ended.Output, StringComparison.Ordinal);
        Assert.Equal(3, JsonDocument.Parse(json.Output).RootElement.GetProperty("hopeless").GetProperty("mostInAnHour").GetInt32());
    }
}
