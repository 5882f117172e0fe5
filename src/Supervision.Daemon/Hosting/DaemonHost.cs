using System.Runtime.InteropServices;
using Akka.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Supervision.Actors.Hosting;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Storage;
using Supervision.Core;
using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.Hosting;

/// <summary>The daemon, composed: settings in, ports and tree and control socket out, until it is stopped.</summary>
internal static class DaemonHost
{
    /// <summary>Runs until <paramref name="cancellation"/>, SIGTERM, SIGINT or a broken tree.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(HealthcheckSettings settings, CancellationToken cancellation)
    {
        if (Prepare(settings.Directories) is { } trouble)
        {
            await JournalStream.ComplainAsync($"healthcheck: {trouble}");
            return ExitCode.NoPermission;
        }

        using var alone = SingleInstance.Take(settings.Directories.State, out var why);
        if (alone is null)
        {
            await JournalStream.ComplainAsync($"healthcheck: {why}");
            return ExitCode.Temporary;
        }

        var clock = TimeProvider.System;
        try
        {
            await using var journal = SqliteJournal.Open(Path.Combine(settings.Directories.State, "healthcheck.db"), clock);
            using var units = UnitControls.Create(settings, clock);
            return await RunAsync(settings, new DaemonParts(journal, units, Log: null, Quiet: false), clock, cancellation);
        }
        catch (JournalUnusableException unusable)
        {
            await JournalStream.ComplainAsync($"healthcheck: {unusable.Message}");
            return ExitCode.Temporary;
        }
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
        ControlSocket.Listen(builder, settings.Directories.Control);

        var history = await parts.Journal.LoadAsync(cancellation);
        var catalogue = Catalogue.For(settings.Language);
        var (oldJobs, unread) = OldJobs.Find(settings.Host);
        builder.Services.AddSingleton(services => parts.Log ?? OpenServiceLog(settings, catalogue, clock, services));
        builder.Services.AddAkka("healthcheck", (akka, services) => akka
            .AddHocon(settings.Akka, HoconAddMode.Prepend)
            .AddHocon(SupervisionHosting.Defaults, HoconAddMode.Append)
            .WithDaemonLogging()
            .WithSupervision(new SupervisionTree(
                new SupervisorSettings(settings.Services, settings.Recovery, settings.Mode, BootId.Read())
                {
                    OldJobs = oldJobs,
                    Takeover = settings.Takeover,
                },
                settings.Schedule,
                parts.Units,
                parts.Journal,
                history,
                new ServiceLogWriter(services.GetRequiredService<IServiceLog>(), catalogue, settings.Zone),
                services.GetRequiredService<DaemonLife>(),
                clock,
                DaemonLife.BeatEvery(Environment.GetEnvironmentVariable("WATCHDOG_USEC")))));

        await using var app = builder.Build();
        if (parts.Journal.Opening is JournalOpening.SetAside damaged)
            app.Logger.LogError("The journal was damaged ({Why}); it lies at {Path} now, and a new one was begun", damaged.Why, damaged.Path);
        foreach (var trouble in unread)
            app.Logger.LogWarning("{Trouble}", trouble);
        ControlSocket.Map(app);
        var life = app.Services.GetRequiredService<DaemonLife>();
        using var stopping = app.Lifetime.ApplicationStopping.Register(life.Stopping);

        // Without this, a SIGHUP would end the process. The configuration is read at start.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        await app.StartAsync(cancellation);
        ControlSocket.Open(settings.Directories.Control);
        await app.WaitForShutdownAsync(cancellation);
        return life.ExitCode;
    }

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

    private static ServiceLogFile OpenServiceLog(
        HealthcheckSettings settings, Catalogue catalogue, TimeProvider clock, IServiceProvider services)
    {
        var trouble = services.GetRequiredService<ILoggerFactory>().CreateLogger("ServiceLog");
        return new ServiceLogFile(
            Path.Combine(settings.Directories.Log, "service_monitor.log"),
            missing: lines => ServiceLogLine.Format(clock.Moment().Wall, settings.Zone, catalogue.Say(new Announcement.LinesLost(lines))),
            trouble: why => trouble.LogError("service_monitor.log cannot be written; supervision goes on: {Why}", why),
            setAside: place => trouble.LogWarning(
                "service_monitor.log belonged to somebody else; it lies at {Place} now, and a new one was begun", place));
    }
}

/// <summary>The outside of one daemon.</summary>
/// <param name="Log">Where announcements go in place of <c>service_monitor.log</c>; null for that file.</param>
/// <param name="Quiet">Only warnings are said on standard output.</param>
internal sealed record DaemonParts(SqliteJournal Journal, IUnitControl Units, IServiceLog? Log, bool Quiet);
