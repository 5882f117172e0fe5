using System.Collections.Immutable;
using System.CommandLine;
using Supervision.Adapters.Doctor;
using Supervision.Core.Configuration;
using Supervision.Core.Doctor;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck doctor</c>: is this host fit for its configuration. Needs no daemon, starts nothing, changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var polkit = new Option<bool>("--write-polkit") { Description = "Only print the polkit rule that the configured steps need" };
        var command = new Command("doctor", "Is this host fit, and what mends it: exit 0 nothing found, 1 warnings, 2 errors")
        {
            config, json, polkit,
        };
        command.SetAction(async (parsed, _) =>
        {
            var (settings, errors) = config.Source(parsed).Read();
            if (parsed.GetValue(polkit)) return await WritePolkitAsync(config, parsed);
            return await PrintAsync(await ExamineAsync(settings, errors), parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<int> WritePolkitAsync(ConfigOption config, ParseResult parsed)
    {
        if (await config.ReadAsync(parsed) is not { } settings) return ExitCode.Configuration;
        await Console.Out.WriteAsync(PolkitRule.Text(settings, HostExamination.UserOfTheDaemon(TimeProvider.System)));
        return ExitCode.Success;
    }

    private static async Task<DoctorReport> ExamineAsync(HealthcheckSettings? settings, ImmutableArray<ConfigError> errors)
    {
        // Without a configuration nobody knows what the host has to be fit for.
        if (settings is null) return new DoctorReport([.. errors.Select(DoctorReport.Of)], []);
        var facts = await new HostExamination(settings, TimeProvider.System).LookAsync();
        return new DoctorReport(Diagnosis.Of(settings, facts), facts.Unseen);
    }

    private static async Task<int> PrintAsync(DoctorReport report, bool json)
    {
        foreach (var line in json ? [report.ToJson()] : report.Lines()) await Console.Out.WriteLineAsync(line);
        return report.ExitCode;
    }
}
