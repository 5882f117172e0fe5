using System.Runtime.InteropServices;
using Akka.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Supervision.Actors.Hosting;
using Supervision.Actors.Notifications;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Notifications;
using Supervision.Adapters.Probes;
using Supervision.Adapters.Resources;
using Supervision.Adapters.Storage;
using Supervision.Core;
using Supervision.Core.Holds;
using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;
using Supervision.Core.Resources;
using Supervision.Core.Services;
using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Configuration;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.Hosting;

/// <summary>The daemon, composed: settings in, ports and tree and control socket out, until it is stopped.</summary>
internal static class DaemonHost
{
    /// <summary>Runs until <paramref name="cancellation"/>, SIGTERM, SIGINT or a broken tree.</summary>
    /// <param name="settings">What was read from <paramref name="source"/>, which is read again at a reload.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ConfigurationSource source, HealthcheckSettings settings, CancellationToken cancellation)
    {
        if (!File.Exists("/proc/self/stat"))
        {
            await JournalStream.ComplainAsync("healthcheck: /proc is not mounted; mount it with: mount -t proc proc /proc");
            return ExitCode.Unavailable;
        }

        if (Prepare(settings.Directories) is { } trouble)
        {
            await JournalStream.ComplainAsync($"healthcheck: {trouble}");
            return ExitCode.NoPermission;
        }

        using var alone = SingleInstance.Take(settings.Directories, out var why);
        if (alone is null)
        {
            await JournalStream.ComplainAsync($"healthcheck: {why}");
            return ExitCode.Temporary;
        }

        var clock = new PunctualTime();
        var mark = new LifeMark(BootId.Read(), clock.Moment().Wall);
        var life = LifeMarkFile.Begin(settings.Directories.State, mark);
        var journal = OpenedJournal.At(JournalFile(settings.Directories), clock);
        await using var closing = journal.Journal;
        using var units = UnitControls.Create(settings, clock);
        var inForce = new SettingsInForce(settings);
        var obstacles = new HostObstacles(() => inForce.Settings.Obstacles, clock);
        using var resources = new HostResources(clock);
        var parts = new DaemonParts(journal, units, new HostProbes(clock), obstacles, Log: null, Quiet: false)
        {
            Resources = resources,
            Source = source,
            InForce = inForce,
            Outside = new HttpHeartbeat(clock),
            Channels = new HostChannels(Environment.MachineName, clock),
            Restarted = mark.After(life.Found),
        };
        await ComplainAsync(life.Trouble);
        var code = await RunAsync(settings, parts, clock, cancellation);
        if (code == ExitCode.Success)
        {
            life.End();
            await ComplainAsync(life.Trouble);
        }

        return code;
    }

    /// <summary>The same on parts that are given, and stay with who gave them.</summary>
    public static async Task<int> RunAsync(
        HealthcheckSettings settings, DaemonParts parts, TimeProvider clock, CancellationToken cancellation)
    {
        // Nothing but what is named here: no settings files of the working directory, no address from the environment.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = settings.Directories.State });
        builder.Services.AddDaemonLogging(parts.Quiet);
        builder.Services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        builder.Services.AddSingleton<DaemonLife>();
        ControlSocket.Listen(builder, settings, clock);

        var history = await parts.Journal.Journal.LoadAsync(cancellation);
        var (oldJobs, unread) = OldJobs.Find(settings.Host);
        builder.Services.AddSingleton<IRecords>(new SqliteRecords(JournalFile(settings.Directories)));
        builder.Services.AddSingleton<ISamples>(
            services => parts.Resources is null ? new NoSamples() : OpenSamples(settings.Directories, clock, services));
        if (parts.Channels is not null)
            builder.Services.AddSingleton<IOutbox>(services => OpenOutbox(settings.Directories, clock, services));
        builder.Services.AddSingleton(parts.InForce ?? new SettingsInForce(settings));
        builder.Services.AddSingleton(services => parts.Log ?? OpenLog("service_monitor.log", settings.Directories, clock, services));
        builder.Services.AddKeyedSingleton(
            Reloader.SystemLog, (services, _) => parts.Log ?? OpenLog(Reloader.SystemLog, settings.Directories, clock, services));
        if (parts.Source is { } source)
            builder.Services.AddSingleton(source).AddSingleton<Reloader>();
        builder.Services.AddAkka("healthcheck", (akka, services) => akka
            .AddHocon(settings.Akka, HoconAddMode.Prepend)
            .AddHocon(SupervisionHosting.Defaults, HoconAddMode.Append)
            .WithDaemonLogging()
            .WithSupervision(new SupervisionTree(
                TreeSettings.Supervisor(settings, BootId.Read(), oldJobs),
                settings.Schedule,
                parts.Units,
                parts.Probes,
                parts.Obstacles,
                parts.Journal.Journal,
                history,
                TreeSettings.Writer(settings, services.GetRequiredService<IServiceLog>()),
                services.GetRequiredService<DaemonLife>(),
                clock,
                new ClockSteps(),
                DaemonLife.BeatEvery(Environment.GetEnvironmentVariable("WATCHDOG_USEC")))
            {
                Restarted = parts.Restarted,
                Heartbeat = settings.Heartbeat,
                Outside = parts.Outside,
                Notifier = parts.Channels is { } channels
                    ? new NotifierParts(services.GetRequiredService<IOutbox>(), channels, TreeSettings.Notifier(settings, Environment.MachineName))
                    : null,
                Records = services.GetRequiredService<IRecords>(),
                Resources = parts.Resources is { } resources
                    ? new ResourceParts(resources, services.GetRequiredService<ISamples>(), Rules(settings, services))
                    : null,
            }));

        await using var app = builder.Build();
        foreach (var trouble in unread)
            app.Logger.LogWarning("{Trouble}", trouble);
        var life = app.Services.GetRequiredService<DaemonLife>();
        JournalTrouble.Tell(parts.Journal, app.Logger, life);
        ControlRoutes.Map(app);
        using var stopping = app.Lifetime.ApplicationStopping.Register(life.Stopping);

        // Without this, a SIGHUP would end the process.
        var reloader = app.Services.GetService<Reloader>();
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            reloader?.Begin();
        });
        await app.StartAsync(cancellation);
        ControlSocket.Open(settings.Directories.Control);
        BackendTrust.Watch(settings, clock, app.Logger);
        using var startPages = StartPages.GiveBackLater(clock, app.Logger);
        await app.WaitForShutdownAsync(cancellation);
        return life.ExitCode;
    }

    /// <summary>Where the messages to people wait.</summary>
    public static string OutboxFile(Directories directories) => Path.Combine(directories.State, "outbox.db");

    /// <summary>Where the journal lies.</summary>
    public static string JournalFile(Directories directories) => Path.Combine(directories.State, "healthcheck.db");

    /// <summary>Where the samples lie.</summary>
    public static string SamplesFile(Directories directories) => Path.Combine(directories.State, "samples.db");

    /// <returns>What is in the way; null where every directory is there.</returns>
    private static string? Prepare(Directories directories)
    {
        foreach (var directory in new[] { directories.State, directories.Log, directories.Control })
        {
            try
            {
                Directory.CreateDirectory(directory);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return $"{directory} cannot be used: {failure.Message}";
            }
        }

        return null;
    }

    private static Task ComplainAsync(string? trouble) =>
        trouble is null ? Task.CompletedTask : JournalStream.ComplainAsync($"healthcheck: {trouble}");

    private static ResourceRules Rules(HealthcheckSettings settings, IServiceProvider services) =>
        TreeSettings.Rules(settings, services.GetRequiredKeyedService<IServiceLog>(Reloader.SystemLog));

    private static SqliteSamples OpenSamples(Directories directories, TimeProvider clock, IServiceProvider services)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Samples");
        return new SqliteSamples(SamplesFile(directories), SqliteSamples.UsualMostBytes, clock, (place, why) => log.LogWarning(
            "The samples of the resources could not be read ({Why}); they lie at {Place} now, and others were begun", why, place));
    }

    private static IOutbox OpenOutbox(Directories directories, TimeProvider clock, IServiceProvider services)
    {
        var (outbox, trouble) = OpenedOutbox.At(OutboxFile(directories), clock);
        if (trouble is not null)
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Outbox").LogError("{Trouble}", trouble);
        return outbox;
    }

    private static ServiceLogFile OpenLog(string name, Directories directories, TimeProvider clock, IServiceProvider services)
    {
        var inForce = services.GetRequiredService<SettingsInForce>();
        var trouble = services.GetRequiredService<ILoggerFactory>().CreateLogger("ServiceLog");
        return new ServiceLogFile(
            Path.Combine(directories.Log, name),
            missing: lines => LinesLost(inForce.Settings, lines, clock.Moment().Wall),
            trouble: why => trouble.LogError("{Log} cannot be written; supervision goes on: {Why}", name, why),
            setAside: place => trouble.LogWarning(
                "{Log} belonged to somebody else; it lies at {Place} now, and a new one was begun", name, place));
    }

    private static string LinesLost(HealthcheckSettings settings, long lines, DateTimeOffset now) =>
        ServiceLogLine.Format(now, settings.Zone, Catalogue.For(settings.Language).Say(new Announcement.LinesLost(lines)));
}

/// <summary>The outside of one daemon.</summary>
/// <param name="Log">Where everything goes in place of <c>service_monitor.log</c> and <c>system_monitor.log</c>; null for those
/// files.</param>
/// <param name="Quiet">Only warnings are said on standard output.</param>
internal sealed record DaemonParts(
    OpenedJournal Journal, IUnitControl Units, IProbes Probes, IObstacles Obstacles, IServiceLog? Log, bool Quiet)
{
    /// <summary>What the host's resources are read by; null where they are not watched.</summary>
    public IResources? Resources { get; init; }

    /// <summary>What is read again at a reload; null where there is nothing to read.</summary>
    public ConfigurationSource? Source { get; init; }

    /// <summary>What a reload changes, where one of the parts goes by it; null where none does.</summary>
    public SettingsInForce? InForce { get; init; }

    /// <summary>The way of the heartbeat; null where none is sent.</summary>
    public IHeartbeat? Outside { get; init; }

    /// <summary>The ways to people; null where nobody is told anything.</summary>
    public IChannels? Channels { get; init; }

    /// <summary>What is told of an earlier life; null where it ended in good order.</summary>
    public Notice.DaemonRestarted? Restarted { get; init; }
}
