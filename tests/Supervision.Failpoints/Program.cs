using Supervision.Adapters.Linux;
using Supervision.Adapters.Notifications;
using Supervision.Adapters.Probes;
using Supervision.Adapters.Storage;
using Supervision.Core.Hosting;
using Supervision.Daemon.Configuration;
using Supervision.Daemon.Hosting;
using Supervision.Failpoints;

// The daemon as it is shipped, between a journal, a unit manager and channels that kill it at one point: failpoints POINT CONFIG
var at = Enum.Parse<Failpoint>(args[0]);
var (settings, errors) = HealthcheckSettingsReader.Read(ConfigurationFiles.Read(args[1]));
if (settings is null)
{
    await Console.Error.WriteLineAsync(string.Join('\n', errors));
    return 78;
}

var clock = TimeProvider.System;
var death = new Death(at);
foreach (var directory in new[] { settings.Directories.State, settings.Directories.Log, settings.Directories.Control })
    Directory.CreateDirectory(directory);
var journal = OpenedJournal.At(Path.Combine(settings.Directories.State, "healthcheck.db"), clock);
await using var mortal = new MortalJournal(journal.Journal, death);
using var units = new MortalUnits(UnitControls.Create(settings, clock), death);
var obstacles = new HostObstacles(() => settings.Obstacles, clock);
return await DaemonHost.RunAsync(
    settings,
    new DaemonParts(journal with { Journal = mortal }, units, new HostProbes(clock), obstacles, Log: null, Quiet: false)
    {
        Channels = new MortalChannels(new HostChannels(Environment.MachineName, clock), death),
    },
    clock,
    CancellationToken.None);
