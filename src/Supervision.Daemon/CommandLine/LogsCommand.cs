using System.CommandLine;
using Supervision.Adapters.Linux;
using Supervision.Core.Messages;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck logs</c>: <c>service_monitor.log</c>, of one service where one is named; needs no daemon.</summary>
internal static class LogsCommand
{
    private const int Most = 100_000;

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var follow = new Option<bool>("-f", "--follow")
        {
            Description = "Go on with what is written, also into a new file, until interrupted",
        };
        var count = new Option<int>("-n")
        {
            Description = "How many lines to begin with",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
            CustomParser = argument => CountOption.Parse(argument, Most),
        };
        var service = new Argument<string?>("SERVICE")
        {
            Description = "The lines that name this service only",
            Arity = ArgumentArity.ZeroOrOne,
        }.OfServices(config);
        var command = new Command("logs", "Show the newest lines of service_monitor.log; for root and the group adm")
        {
            service, follow, count, config,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (await config.ReadAsync(parsed) is not { } settings)
                return ExitCode.Configuration;
            var name = parsed.GetValue(service);
            if (name is not null && settings.Services.All(one => one.Name.Text != name))
            {
                var known = string.Join(", ", settings.Services.Select(one => one.Name));
                await Console.Error.WriteLineAsync($"healthcheck: {PlainText.Escaped(name)} is no service here; there are {known}");
                return ExitCode.Usage;
            }

            return await TellAsync(
                Path.Combine(settings.Directories.Log, "service_monitor.log"),
                line => name is null || ServiceLogLine.Names(line, name),
                parsed.GetValue(count),
                parsed.GetValue(follow),
                cancellation);
        });
        return command;
    }

    private static async Task<int> TellAsync(string log, Func<string, bool> wanted, int count, bool follow, CancellationToken cancellation)
    {
        using var reader = new FollowedLog(log);
        try
        {
            foreach (var line in reader.Newest(count, wanted))
                await Console.Out.WriteLineAsync(PlainText.Escaped(line));
            if (!follow)
                return ExitCode.Success;
            await foreach (var line in reader.ComingAsync(TimeProvider.System, cancellation))
                if (wanted(line))
                    await Console.Out.WriteLineAsync(PlainText.Escaped(line));
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Success;
        }
        catch (UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"healthcheck: {log} is closed to this user; be root, or a member of the group adm");
            return ExitCode.NoPermission;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            await Console.Error.WriteLineAsync($"healthcheck: there is no {log}; the daemon begins it at its first start");
            return ExitCode.Unavailable;
        }
        catch (IOException failure)
        {
            await Console.Error.WriteLineAsync($"healthcheck: {log} cannot be read: {failure.Message}");
            return ExitCode.Unavailable;
        }
    }
}
