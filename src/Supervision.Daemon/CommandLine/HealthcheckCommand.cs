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
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"healthcheck: {error.Message}");
            await Console.Error.WriteLineAsync("healthcheck: see healthcheck --help");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static RootCommand Create() => new("Watches the units of a host, and brings them back when they stop.")
    {
        RunCommand.Create(),
        CheckCommand.Create(),
        SweepCommand.Create(),
        BudgetCommand.Create(),
        ConfigCommand.Create(),
        DemoCommand.Create(),
        VersionCommand.Create(),
    };
}
