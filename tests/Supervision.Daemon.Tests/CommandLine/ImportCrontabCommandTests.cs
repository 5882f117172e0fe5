using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.CommandLine;

/// <summary><c>healthcheck import-crontab</c>, as an operator calls it.</summary>
[Collection(RealPrograms.Name)]
public sealed class ImportCrontabCommandTests : IDisposable
{
    private const string Old =
        """
        # Her 15 dakikada bir servisleri kontrol et
        */15 * * * * /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh
        0 * * * * /var/www/sapb1reportsv2/backend/scripts/system_monitor.sh
        30 7 * * 1 /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh
        0 8 * * 1 /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh
        """;

    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task What_is_printed_is_a_configuration_and_ticks_as_the_crontab_did()
    {
        var imported = await RunningProgram.RunAsync("import-crontab", _files.Write("old.cron", Old));
        Assert.Equal((0, ""), (imported.Code, imported.Errors));

        var config = _files.Write("new.conf", imported.Output + "healthcheck.services.nginx { }\n");
        var listed = await RunningProgram.RunAsync("schedule", "--from", "2026-11-23T07:16", "--count", "3", "--config", config);

        Assert.Equal((0, ""), (listed.Code, listed.Errors));
        Assert.Equal(
            """
            Mon 2026-11-23 07:30 +03:00 Europe/Istanbul  periodic, monday
            Mon 2026-11-23 07:45 +03:00 Europe/Istanbul  periodic
            Mon 2026-11-23 08:00 +03:00 Europe/Istanbul  periodic, resources, monday

            """,
            listed.Output);
    }

    [Fact]
    public async Task A_dash_stands_for_standard_input()
    {
        var old = _files.Write("old.cron", Old);

        var piped = await Shell($"exec \"$HEALTHCHECK\" import-crontab - < {old}");

        Assert.Equal((0, ""), (piped.Code, piped.Errors));
        Assert.Equal(
            (await RunningProgram.RunAsync("import-crontab", old)).Output.Replace($"'{old}'", "'standard input'", StringComparison.Ordinal), piped.Output);
    }

    [Fact]
    public async Task A_wrong_line_is_told_by_file_and_line_and_the_rest_is_printed_all_the_same()
    {
        var file = _files.Write("old.cron", Old + "\n61 * * * * /x/service_monitor.sh\n");

        var ended = await RunningProgram.RunAsync("import-crontab", file);

        Assert.Equal(78, ended.Code);
        Assert.StartsWith($"{file}:6:1: \"61 * * * *\" is no cron line: ", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("monday    { cron = [\"30 7 * * 1\", \"0 8 * * 1\"], run = sweep }\n", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_wrong_lines_is_cut_short_and_counted()
    {
        var ended = await RunningProgram.RunAsync("import-crontab", _files.Write("old.cron", string.Concat(Enumerable.Repeat("wrong\n", 1000))));

        Assert.Equal(78, ended.Code);
        Assert.Equal(101, ended.Errors.TrimEnd('\n').Split('\n').Length);
        Assert.EndsWith("healthcheck: and 900 more lines that are wrong\n", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_crontab_is_refused_without_reading_it_to_its_end()
    {
        var large = Path.Combine(_files.Path, "large");
        using (var file = File.Create(large))
            file.SetLength(100L * 1024 * 1024);

        await Refused(large, "it is larger than 1048576 bytes");
        await Refused("/dev/zero", "it is no regular file, or somebody is writing it");
        await Refused(_files.Path, "it is a directory");
        await Refused(Path.Combine(_files.Path, "none"), "there is no such file");
        await Refused(_files.Write("binary", "*/15 * * * * \0"), "it is no text");

        var piped = await Shell("exec \"$HEALTHCHECK\" import-crontab - < /dev/zero");
        Assert.Equal((78, "healthcheck: - cannot be read as a crontab: it is larger than 1048576 bytes\n"), (piped.Code, piped.Errors));
    }

    [Fact]
    public async Task An_empty_name_is_a_mistake_of_usage() => Assert.Equal(64, (await RunningProgram.RunAsync("import-crontab", "")).Code);

    private static async Task Refused(string file, string why)
    {
        var ended = await RunningProgram.RunAsync("import-crontab", file);
        Assert.Equal((78, "", $"healthcheck: {file} cannot be read as a crontab: {why}\n"), (ended.Code, ended.Output, ended.Errors));
    }

    private static async Task<Ended> Shell(string script)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "healthcheck");
        using var shell = RunningProgram.StartAny("/bin/sh", new Dictionary<string, string?> { ["HEALTHCHECK"] = program }, "-c", script);
        return await shell.EndAsync();
    }
}
