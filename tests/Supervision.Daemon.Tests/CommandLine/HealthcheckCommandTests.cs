using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.CommandLine;

/// <summary>The program as an operator calls it.</summary>
[Collection(RealPrograms.Name)]
public sealed class HealthcheckCommandTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("restart")]
    [InlineData("run --confg x")]
    [InlineData("run --config")]
    [InlineData("run extra")]
    [InlineData("demo --for 8")]
    [InlineData("demo --for 1s")]
    [InlineData("demo --for")]
    [InlineData("config")]
    [InlineData("budget rest")]
    [InlineData("schedule --from")]
    [InlineData("schedule --count ten")]
    [InlineData("import-crontab")]
    [InlineData("hold")]
    [InlineData("hold nginx --for 30m")]
    [InlineData("hold nginx --reason work")]
    [InlineData("hold nginx --for 30 --reason work")]
    [InlineData("hold nginx --for 8d --reason work")]
    [InlineData("hold nginx --for 0s --reason work")]
    [InlineData("hold nginx --for 30m --reason")]
    [InlineData("hold nginx celery --for 30m --reason work")]
    [InlineData("resume nginx celery")]
    [InlineData("why -n 0")]
    [InlineData("why nginx celery")]
    [InlineData("incidents --since 7")]
    [InlineData("resources --since 7")]
    [InlineData("resources --since 367d")]
    [InlineData("resources cpu")]
    [InlineData("incidents --since -1d")]
    [InlineData("logs -n 1.5")]
    [InlineData("import-crontab one two")]
    public async Task A_mistake_of_usage_ends_with_64_and_names_the_help(string line)
    {
        var ended = await RunningProgram.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((64, ""), (ended.Code, ended.Output));
        Assert.StartsWith("healthcheck: ", ended.Errors, StringComparison.Ordinal);
        Assert.EndsWith("healthcheck: see healthcheck --help\n", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_name_of_a_configuration_file_is_a_mistake_of_usage() =>
        Assert.Equal(64, (await RunningProgram.RunAsync("config", "check", "--config", "")).Code);

    [Theory]
    [InlineData("--help")]
    [InlineData("run --help")]
    [InlineData("check --help")]
    [InlineData("sweep --help")]
    [InlineData("budget --help")]
    [InlineData("budget reset --help")]
    [InlineData("schedule --help")]
    [InlineData("import-crontab --help")]
    [InlineData("config check --help")]
    [InlineData("config show --help")]
    [InlineData("config reload --help")]
    [InlineData("demo --help")]
    [InlineData("version --help")]
    [InlineData("status --help")]
    [InlineData("logs --help")]
    [InlineData("why --help")]
    [InlineData("incidents --help")]
    [InlineData("resources --help")]
    [InlineData("hold --help")]
    [InlineData("resume --help")]
    public async Task Every_verb_has_its_help(string line)
    {
        var ended = await RunningProgram.RunAsync(line.Split(' '));

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Contains("Usage:", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--for 30m", "--reason is missing")]
    [InlineData("--reason work", "--for is missing")]
    [InlineData("--for 30m --reason \u0001", "--reason has invisible characters")]
    [InlineData("--for 8d --reason work", "from 1s to 7d")]
    public async Task A_hold_that_lacks_something_says_what(string words, string complaint)
    {
        var ended = await RunningProgram.RunAsync(["hold", .. words.Split(' ')]);

        Assert.Equal(64, ended.Code);
        Assert.Contains(complaint, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_told()
    {
        var ended = await RunningProgram.RunAsync("version");

        Assert.Equal(0, ended.Code);
        Assert.Matches("^healthcheck [0-9]+\\.[0-9]+\\.[0-9]+", ended.Output);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("sweep")]
    [InlineData("budget")]
    [InlineData("schedule")]
    [InlineData("config check")]
    [InlineData("config show")]
    public async Task A_wrong_configuration_ends_with_78_and_every_mistake_by_file_and_line(string verb)
    {
        var config = _files.Write("wrong.conf", "healthcheck {\n  mode = perhaps\n  services { nginx { } }\n  recovery.settle = 10\n}\n");

        var ended = await RunningProgram.RunAsync([.. verb.Split(' '), "--config", config]);

        Assert.Equal(78, ended.Code);
        Assert.Equal(2, ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"{config}:2:10: healthcheck.mode: must be", ended.Errors, StringComparison.Ordinal);
        Assert.Contains($"{config}:4:21: healthcheck.recovery.settle: must be a duration", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sound_configuration_is_called_sound()
    {
        var ended = await RunningProgram.RunAsync("config", "check", "--config", Sound());

        Assert.Equal((0, "The configuration is sound: 2 services.\n", ""), (ended.Code, ended.Output, ended.Errors));
    }

    [Fact]
    public async Task Config_show_prints_every_value_with_its_origin_the_same_in_every_locale()
    {
        var config = Sound();

        var plain = await RunningProgram.RunAsync(In("C"), "config", "show", "--config", config);
        var turkish = await RunningProgram.RunAsync(In("tr_TR.UTF-8"), "config", "show", "--config", config);

        Assert.Equal((0, ""), (plain.Code, plain.Errors));
        Assert.Contains($"healthcheck.services.nginx.unit = nginx-full    # {config}:3\n", plain.Output, StringComparison.Ordinal);
        Assert.Contains("healthcheck.recovery.backoff = [0s, 2m, 10m]    # reference.conf:", plain.Output, StringComparison.Ordinal);
        Assert.All(plain.Output.TrimEnd('\n').Split('\n'), line => Assert.Matches("^[^ ]+ = .+    # .+:[0-9]+$", line));
        Assert.Equal(plain, turkish);
    }

    [Fact]
    public async Task A_check_of_processes_knows_nothing_and_says_whom_to_ask()
    {
        var config = _files.Write("p.conf", "healthcheck { host = processes, language = en, services { a { exec = [\"/bin/true\"] } } }");

        var ended = await RunningProgram.RunAsync("check", "--config", config);

        Assert.Equal(3, ended.Code);
        Assert.Contains("ask it with: healthcheck sweep", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_of_a_service_that_is_not_there_names_those_that_are()
    {
        var ended = await RunningProgram.RunAsync("check", "apache", "--config", Sound());

        Assert.Equal((64, "healthcheck: apache is no service here; there are nginx, celery\n"), (ended.Code, ended.Errors));
    }

    [Theory]
    [InlineData("C", " service is not running! Backend.sh will be run.")]
    [InlineData("tr_TR.UTF-8", " servisi çalışmıyor! Backend.sh scripti çalıştırılacak.")]
    public async Task The_demo_kills_every_process_and_ends_well_because_each_came_back(string locale, string sentence)
    {
        var ended = await RunningProgram.RunAsync(In(locale), "demo", "--for", "8s");

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Contains("\n8 of 8 outages recovered.\n", ended.Output, StringComparison.Ordinal);
        foreach (var service in new[] { "postgresql", "nginx", "gunicorn", "daphne", "celery", "celerybeat" })
        {
            Assert.Contains($"kill -9 {service}.service\n", ended.Output, StringComparison.Ordinal);
            Assert.Contains($": {service}{sentence}\n", ended.Output, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string?> In(string locale) => new() { ["LANG"] = locale, ["LC_ALL"] = locale };

    private string Sound() => _files.Write("sound.conf", "healthcheck {\n  services {\n    nginx { unit = nginx-full }\n    celery { }\n  }\n}\n");
}
