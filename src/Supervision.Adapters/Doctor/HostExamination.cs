using System.Collections.Immutable;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Processes;
using Supervision.Adapters.Systemd;
using Supervision.Core.Doctor;
using Supervision.Core.Hosting;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Doctor;

/// <summary>Looks at all of this host that <see cref="Core.Doctor.Diagnosis"/> judges; starts nothing and changes nothing.</summary>
/// <param name="settings">The configuration that the host is to be fit for.</param>
public sealed class HostExamination(HealthcheckSettings settings, TimeProvider clock)
{
    /// <summary>The user of the package's unit, where the unit itself cannot be asked.</summary>
    private const string PackagesUser = "healthcheck";

    private const string OldLogs = "/var/www/sapb1reportsv2/backend/logs";

    private readonly List<string> _unseen = [];

    /// <summary>The user that the daemon's unit names, or the package's where systemd cannot be asked.</summary>
    public static string UserOfTheDaemon(TimeProvider clock) => NameOf(UnitInspection.Of([], clock).Found);

    /// <summary>Takes some seconds at most. Ends with what could be seen, and never fails for what could not.</summary>
    public async Task<HostFacts> LookAsync()
    {
        var inspection = Inspect();
        var user = NameOf(inspection);
        ImmutableArray<UnitFacts> units = [.. (inspection?.Units ?? []).Select(WithTexts)];
        foreach (var file in units.SelectMany(unit => unit.Files).Where(file => file.Text is null))
            _unseen.Add($"{file.Path} cannot be read");

        var isRoot = Environment.IsPrivilegedProcess;
        // Without its sandbox the daemon could make a view of the file systems up, with programs of its own for root to run.
        var view = settings.Recovery.Backend.Script is { Via: ScriptVia.Sudo } ? null : inspection?.DaemonProcess;
        var access = isRoot ? new AccessOfUser(user, view) : null;
        if (access is null) _unseen.Add($"what {user} may write and execute, and what polkit lets it do: only root can ask that");
        var programs = new ExaminedPrograms(settings, units);
        return new HostFacts
        {
            User = user,
            Units = units,
            Programs = await programs.LookAsync(access).ConfigureAwait(false),
            Distrusted = programs.Distrusted(),
            Grants = isRoot && inspection is not null ? await AskAsync(user, inspection.DaemonProcess).ConfigureAwait(false) : [],
            Request = await RequestAsync(access).ConfigureAwait(false),
            Sudo = access is not null && settings.Recovery.Backend.Script is { Via: ScriptVia.Sudo, Path: var script }
                ? await new Sudo(user, inspection?.DaemonProcess).AskAsync(script).ConfigureAwait(false)
                : null,
            Directories = await DirectoriesAsync(access).ConfigureAwait(false),
            OldLog = settings.Host == HostKind.Systemd ? OldLog() : null,
            Zone = HostZone.Read("/etc/localtime"),
            Unseen = [.. _unseen],
        };
    }

    private static string NameOf(UnitInspection? inspection) => inspection is { DaemonUser: { Length: > 0 } own } ? own : PackagesUser;

    private UnitInspection? Inspect()
    {
        if (settings.Host != HostKind.Systemd) return null;
        var units = settings.Services.Select(service => service.Unit);
        if (settings.Recovery.Backend.Script is null) units = units.Append(settings.Recovery.Backend.Unit);
        var (inspection, why) = UnitInspection.Of([.. units], clock);
        if (inspection is null) _unseen.Add($"the units, and polkit: systemd cannot be asked: {why}");
        return inspection;
    }

    private static UnitFacts WithTexts(UnitFacts unit) => unit with
    {
        Files = [.. unit.Files.Select(file => file with { Text = SmallText.Read(file.Path) })],
        EnvironmentFiles = [.. unit.EnvironmentFiles.Select(file => file with { Text = SmallText.Read(file.Path) })],
    };

    private async Task<ImmutableArray<GrantAnswer>> AskAsync(string user, int? daemon)
    {
        if (Accounts.NumberOf(user) is not { } number || ProcessIdentity.Of(daemon ?? Environment.ProcessId) is not { } process)
        {
            _unseen.Add($"what polkit lets {user} do: there is no such user here");
            return [];
        }

        var polkit = new Pkcheck(process.Pid, process.StartedAt, number);
        var answers = ImmutableArray.CreateBuilder<GrantAnswer>();
        foreach (var grant in NeededGrants.Of(settings)) answers.Add(await polkit.AskAsync(grant).ConfigureAwait(false));
        return answers.ToImmutable();
    }

    private async Task<RequestFacts?> RequestAsync(AccessOfUser? access)
    {
        if (settings.Host != HostKind.Systemd || settings.Recovery.Backend is not { Request: { } file, Unit: var unit }) return null;
        if (UnitInspection.WatchersOf(unit, file, clock) is not { } watchers) return null;
        var place = Path.GetDirectoryName(file);
        var isWritable = access is null || place is null ? null : await access.CanWriteAsync(place).ConfigureAwait(false);
        return new RequestFacts(file, !watchers.IsEmpty, watchers.Contains(true), isWritable);
    }

    private async Task<ImmutableArray<DirectoryFacts>> DirectoriesAsync(AccessOfUser? access)
    {
        var found = ImmutableArray.CreateBuilder<DirectoryFacts>();
        foreach (var (key, path) in new[] { ("log.directory", settings.Directories.Log), ("state.directory", settings.Directories.State) })
        {
            var exists = Directory.Exists(path);
            var writable = access is not null && exists ? await access.CanWriteAsync(path).ConfigureAwait(false) : null;
            found.Add(new DirectoryFacts(key, path, exists, writable));
        }

        return found.ToImmutable();
    }

    private static OldLogFacts? OldLog()
    {
        if (!Directory.Exists(OldLogs)) return null;
        var log = new FileInfo(Path.Combine(OldLogs, "service_monitor.log"));
        try
        {
            var isLink = log.LinkTarget is not null;
            var end = isLink ? log.ResolveLinkTarget(returnFinalTarget: true)?.FullName : log.Exists ? log.FullName : null;
            return new OldLogFacts(log.FullName, end, isLink);
        }
        catch (IOException)
        {
            // Links in a circle.
            return new OldLogFacts(log.FullName, null, IsLink: true);
        }
    }
}
