using System.Collections.Immutable;
using Supervision.Adapters.Linux;
using Supervision.Core.Doctor;
using Supervision.Core.Hosting;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Doctor;

/// <summary>The programs and scripts that are run for us: by PID 1 as root, by sudo, or by the daemon itself.</summary>
internal sealed class ExaminedPrograms(HealthcheckSettings settings, ImmutableArray<UnitFacts> units)
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly ImmutableArray<string> Shells = ["bash", "sh", "dash", "ksh", "zsh"];

    /// <param name="access">What the daemon's user may do; null where that cannot be asked.</param>
    public async Task<ImmutableArray<ProgramFacts>> LookAsync(AccessOfUser? access)
    {
        var found = ImmutableArray.CreateBuilder<ProgramFacts>();
        foreach (var (path, byInterpreter) in OfTheRun()) found.Add(Look(path, RunBy, byInterpreter, isExecutable: null));
        foreach (var (path, runBy) in OfTheDaemon())
        {
            var isExecutable = access is not null && File.Exists(path) ? await access.CanExecuteAsync(path).ConfigureAwait(false) : null;
            found.Add(Look(path, runBy, byInterpreter: false, isExecutable));
        }

        return found.ToImmutable();
    }

    /// <summary>What others than root can write of what root runs.</summary>
    public ImmutableArray<Finding> Distrusted()
    {
        // Run directly, the script is run as ourselves, and no more than we can do is gained by writing it.
        if (settings.Recovery.Backend.Script is { Via: ScriptVia.Direct }) return [];
        var steps = Words().Where(word => word.StartsWith('/')).SelectMany(word => WayTo.Steps(word)).DistinctBy(step => step.Path);
        return
        [
            .. from step in steps
               let weakness = ScriptTrust.Weakness(step.Path, step.Owned)
               where weakness is not null
               select Finding.Warning(step.Path, $"{weakness.Value.What}: {RunBy} runs it as root", weakness.Value.Remedy),
        ];
    }

    private string RunBy => settings.Recovery.Backend.Script is null ? settings.Recovery.Backend.Unit.Text : "recovery.backend.script";

    private IEnumerable<ImmutableArray<string>> Commands() => settings.Recovery.Backend.Script is { } script
        ? [["/bin/bash", script.Path]]
        : units.Where(unit => unit.Unit == settings.Recovery.Backend.Unit).SelectMany(unit => unit.Commands);

    private IEnumerable<string> Words() => Commands().SelectMany(command => command);

    private IEnumerable<(string Path, bool ByInterpreter)> OfTheRun()
    {
        foreach (var command in Commands().Where(command => !command.IsEmpty))
        {
            yield return (command[0], false);
            if (Shells.Contains(Path.GetFileName(command[0])) && command.Skip(1).FirstOrDefault(word => !word.StartsWith('-')) is { } script
                && script.StartsWith('/'))
            {
                yield return (script, true);
            }
        }
    }

    // Command probes; and with host = processes the services themselves.
    private IEnumerable<(string Path, string RunBy)> OfTheDaemon() =>
    [
        .. from service in settings.Services
           from probe in service.Probes
           where probe.Target is CommandTarget { Run.Length: > 0 }
           select (((CommandTarget)probe.Target).Run[0], $"the probe {probe.Id}"),
        .. settings.Services
            .Where(service => settings.Host == HostKind.Processes && service.Command is [['/', ..], ..])
            .Select(service => (service.Command[0], $"services.{service.Name}.exec")),
    ];

    private static ProgramFacts Look(string path, string runBy, bool byInterpreter, bool? isExecutable)
    {
        var mode = ModeOf(path);
        var executable = isExecutable ?? (mode is null || (mode & Execute) != 0);
        var exists = mode != UnixFileMode.None || File.Exists(path);
        return new ProgramFacts(path, runBy, byInterpreter, exists, executable, SmallText.Read(path));
    }

    /// <summary>Nothing where there is no such file; null where we may not see whether there is one, which is no finding.</summary>
    private static UnixFileMode? ModeOf(string path)
    {
        try
        {
            return File.GetUnixFileMode(path);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            return UnixFileMode.None;
        }
    }
}
