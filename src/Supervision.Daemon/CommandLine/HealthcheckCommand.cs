using System.CommandLine;

namespace Supervision.Daemon.CommandLine;

/// <summary>The command line: one file for each verb.</summary>
internal static class HealthcheckCommand
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in Problems(parsed))
                await Console.Error.WriteLineAsync($"healthcheck: {problem}");
            await Console.Error.WriteLineAsync("healthcheck: see healthcheck --help");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    // A word that nobody knows makes further errors, such as a verb that is missing; it is the one to be told of.
    private static IEnumerable<string> Problems(ParseResult parsed) => parsed.UnmatchedTokens.Count > 0
        ? parsed.UnmatchedTokens.Select(word => $"'{word}' is no verb or option here")
        : parsed.Errors.Select(error => error.Message);

    /// <summary>Every verb with its options.</summary>
    public static RootCommand Create() => new("Watches the units of a host, and brings them back when they stop.")
    {
        RunCommand.Create(),
        CheckCommand.Create(),
        SweepCommand.Create(),
        StatusCommand.Create(),
        LogsCommand.Create(),
        WhyCommand.Create(),
        IncidentsCommand.Create(),
        ResourcesCommand.Create(),
        HoldCommand.Create(),
        ResumeCommand.Create(),
        BudgetCommand.Create(),
        ScheduleCommand.Create(),
        SimulateCommand.Create(),
        PolicyCommand.Create(),
        ImportCrontabCommand.Create(),
        ConfigCommand.Create(),
        DoctorCommand.Create(),
        DemoCommand.Create(),
        TestNotificationCommand.Create(),
        VersionCommand.Create(),
    };
}
