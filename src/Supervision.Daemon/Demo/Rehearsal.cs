using System.Globalization;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Probes;
using Supervision.Adapters.Processes;
using Supervision.Adapters.Storage;
using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Core.Services;
using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Configuration;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.Demo;

/// <summary>
/// The demo: the daemon as it is, over six processes of its own in place of the deployment's services. Each of them is killed once, and
/// at the end two at a time.
/// </summary>
internal static class Rehearsal
{
    private const int Failed = 1;

    // From the last kill to the end: collecting, starting, and a generous rest on a busy machine.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(4);

    // What is slow is not lost: only after so much more than the whole was to take is an outage called one that did not end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(TimeSpan length, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var folder = Directory.CreateTempSubdirectory("healthcheck-demo-");
        try
        {
            return await RunAsync(Settings(folder.FullName), length, clock, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(
        HealthcheckSettings settings, TimeSpan length, TimeProvider clock, CancellationToken cancellation)
    {
        var outages = new Outages(clock);
        await using var journal = SqliteJournal.Open(DaemonHost.JournalFile(settings.Directories), clock);
        using var processes = new ProcessUnits(UnitControls.Declared(settings), clock);
        using var units = new ObservedUnits(processes, outages.Saw);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        Say($"Six processes are watched for some {length.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s; each is killed (kill -9) once.");
        var log = new ConsoleServiceLog();
        var obstacles = new HostObstacles(() => settings.Obstacles, clock);
        var parts = new DaemonParts(new OpenedJournal(journal, journal.Opening), units, new HostProbes(clock), obstacles, log, Quiet: true);
        var daemon = DaemonHost.RunAsync(settings, parts, clock, stop.Token);
        await Task.WhenAny(KillAsync(settings, processes, outages, length, clock, stop.Token), daemon);
        await stop.CancelAsync();
        await daemon;
        return Summarise(outages);
    }

    private static async Task KillAsync(
        HealthcheckSettings settings, ProcessUnits processes, Outages outages, TimeSpan length, TimeProvider clock, CancellationToken cancellation)
    {
        var units = settings.Services.Select(service => service.Unit).ToList();
        List<UnitName[]> plan = [.. units.Select(unit => new[] { unit }), [units[0], units[^1]]];
        var pause = (length - Rest) / (plan.Count + 1);
        using var patience = new CancellationTokenSource(length + Patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        foreach (var victims in plan)
        {
            // What is killed in the middle of a run belongs to that run, and would be an outage without a line of its own.
            await RecoveryAsync(outages, clock, end.Token);
            await Task.Delay(pause, clock, cancellation);
            foreach (var victim in victims)
            {
                Say($"kill -9 {victim}");
                outages.Cause(victim);
                processes.Kill(victim);
            }
        }

        await RecoveryAsync(outages, clock, end.Token);

        // The last recoveries are announced after settling.
        await Task.WhenAny(Task.Delay(settings.Recovery.Settle + TimeSpan.FromMilliseconds(200), clock, cancellation));
    }

    private static async Task RecoveryAsync(Outages outages, TimeProvider clock, CancellationToken end)
    {
        for (var changed = outages.Changed; !outages.AllRecovered && !end.IsCancellationRequested; changed = outages.Changed)
            await Task.WhenAny(changed, Task.Delay(Timeout.InfiniteTimeSpan, clock, end));
    }

    private static int Summarise(Outages outages)
    {
        Say("");
        foreach (var outage in outages.All)
        {
            Say(outage.Recovered is { } after
                ? string.Create(CultureInfo.InvariantCulture, $"{outage.Unit,-20} back after {after.TotalMilliseconds:0} ms")
                : $"{outage.Unit,-20} NOT back");
        }

        var recovered = outages.All.Count(outage => outage.Recovered is not null);
        var all = outages.All.Length;
        Say(string.Create(CultureInfo.InvariantCulture, $"{recovered} of {all} outages recovered."));
        return all > 0 && recovered == all ? ExitCode.Success : Failed;
    }

    private static HealthcheckSettings Settings(string folder)
    {
        var (settings, errors) = HealthcheckSettingsReader.Read(ConfigurationFiles.ReadDemo());
        if (settings is null)
            throw new InvalidOperationException($"the demo's own configuration is wrong: {errors[0]}");
        var turkish = (Environment.GetEnvironmentVariable("LANG") ?? "").StartsWith("tr", StringComparison.Ordinal);
        return settings with
        {
            Zone = TimeZoneInfo.Local,
            Language = turkish ? Language.Turkish : Language.English,
            Directories = new Directories(folder, folder, folder),
        };
    }

    private static void Say(string line) => Console.Out.WriteLine(line);
}
