using System.CommandLine;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Systemd;
using Supervision.Core;
using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck check</c>: one look now, in the foreground; needs no daemon, touches nothing.</summary>
internal static class CheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var names = new Argument<string[]>("SERVICE") { Description = "Look at these only", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("check", "Look once: exit 0 all up, 1 warning, 2 something down, 3 unknown") { config, names };
        command.SetAction(async (parsed, cancellation) =>
            await config.ReadAsync(parsed) is { } settings
                ? await CheckAsync(settings, parsed.GetValue(names) ?? [], cancellation)
                : ExitCode.Configuration);
        return command;
    }

    private static async Task<int> CheckAsync(HealthcheckSettings settings, string[] names, CancellationToken cancellation)
    {
        var services = settings.Services.Where(service => names.Length == 0 || names.Contains(service.Name.Text)).ToList();
        if (names.FirstOrDefault(name => services.All(service => service.Name.Text != name)) is { } stranger)
        {
            var known = string.Join(", ", settings.Services.Select(service => service.Name));
            await Console.Error.WriteLineAsync($"healthcheck: {stranger} is no service here; there are {known}");
            return ExitCode.Usage;
        }

        var judgements = settings.Host == HostKind.Systemd
            ? await OneLook.AtAsync(new SystemdUnits(TimeProvider.System), [.. services.Select(service => service.Unit)], Patience, cancellation)
            : services.ToDictionary(service => service.Unit, _ => ProcessesAreTheDaemons);
        var found = services.Select(service => (service.Name, Judgement: judgements[service.Unit])).ToList();

        var catalogue = Catalogue.For(settings.Language);
        var now = TimeProvider.System.Moment().Wall;
        foreach (var (name, judgement) in found)
        {
            var line = ServiceLogLine.Format(now, settings.Zone, catalogue.Say(CheckResult.Line(name, judgement)));
            await Console.Out.WriteLineAsync(PlainText.Escaped(line));
        }


        return CheckResult.ExitCodeOf(found.Select(service => service.Judgement.Verdict));
    }

    private static Judgement ProcessesAreTheDaemons { get; } =
        new(Verdict.Unknown, "with host = processes only the daemon sees its processes; ask it with: healthcheck sweep", "");
}
