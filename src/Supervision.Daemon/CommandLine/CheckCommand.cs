using System.Collections.Immutable;
using System.CommandLine;
using Supervision.Adapters.Doctor;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Probes;
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
        var names = new Argument<string[]>("SERVICE") { Description = "Look at these only", Arity = ArgumentArity.ZeroOrMore }
            .OfServices(config);
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

        ImmutableArray<UnitName> watched = [.. services.Select(service => service.Unit)];
        var units = settings.Host == HostKind.Systemd
            ? await OneLook.AtAsync(new SystemdUnits(TimeProvider.System), watched, Patience, cancellation)
            : services.ToDictionary(service => service.Unit, _ => ProcessesAreTheDaemons);
        var become = Environment.IsPrivilegedProcess && settings.Host == HostKind.Systemd ? AsTheDaemon() : [];
        var probes = new HostProbes(TimeProvider.System, become);
        var found = await Task.WhenAll(services.Select(service => LookAsync(service, units[service.Unit], probes, cancellation)));

        var catalogue = Catalogue.For(settings.Language);
        var now = TimeProvider.System.Moment().Wall;
        foreach (var service in found)
        {
            var line = ServiceLogLine.Format(now, settings.Zone, catalogue.Say(CheckResult.Line(service.Name, service.Judgement)));
            await Console.Out.WriteLineAsync(PlainText.Escaped(line));
            foreach (var told in service.Probes.Select(CheckResult.Line).OfType<string>())
                await Console.Out.WriteLineAsync(PlainText.Escaped(told));
        }

        return CheckResult.ExitCodeOf(found.SelectMany(CheckResult.VerdictsOf));
    }

    // All at once: a target that hangs keeps no other waiting. What does not run does no work, so nobody looks for it.
    private static async Task<CheckedService> LookAsync(
        ServiceSettings service, SeenUnit unit, HostProbes probes, CancellationToken cancellation)
    {
        var asked = unit.Judgement.Verdict is Verdict.Up || unit.Status is null ? service.Probes : [];
        var outcomes = await Task.WhenAll(asked.Select(async probe =>
            new CheckedProbe(probe.Id, await probes.LookAsync(probe, unit.Status, cancellation))));
        return new CheckedService(service.Name, unit.Judgement, [.. outcomes]);
    }

    // A program that the daemon may run is no program that root may run: somebody else may be able to write it.
    private static ImmutableArray<string> AsTheDaemon()
    {
        var user = HostExamination.UserOfTheDaemon(TimeProvider.System);
        return
        [
            "/usr/bin/setpriv", "--reuid", user, "--regid", user, "--init-groups", "--no-new-privs",
            "--inh-caps=-all", "--bounding-set=-all", "--",
        ];
    }

    private static SeenUnit ProcessesAreTheDaemons { get; } =
        SeenUnit.Unknown("with host = processes only the daemon sees its processes; ask it with: healthcheck sweep");
}
