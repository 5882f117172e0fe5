using Microsoft.Extensions.Hosting.Systemd;
using Supervision.Actors.Hosting;

namespace Supervision.Daemon.Hosting;

/// <summary>The process as the tree sees it: readiness and watchdog go to PID 1, and a broken tree ends the process.</summary>
internal sealed class DaemonLife(ISystemdNotifier systemd, IHostApplicationLifetime lifetime, ILogger<DaemonLife> log) : IDaemonLife
{
    private static readonly ServiceState WatchdogPing = new("WATCHDOG=1");

    private volatile bool _ready;

    /// <summary>How the process is to end; set when the tree broke.</summary>
    public int ExitCode { get; private set; } = CommandLine.ExitCode.Success;

    public void Ready()
    {
        systemd.Notify(ServiceState.Ready);
        _ready = true;
    }

    /// <summary>The configuration is being read again.</summary>
    public void Reloading()
    {
        if (_ready)
            systemd.Notify(new ServiceState("RELOADING=1"));
    }

    /// <summary>It was, whatever came of it. Before the first sweep this must not say that the host is being watched.</summary>
    public void Reloaded()
    {
        if (_ready)
            systemd.Notify(ServiceState.Ready);
    }

    public void Alive() => systemd.Notify(WatchdogPing);

    /// <summary>An orderly end has begun.</summary>
    public void Stopping() => systemd.Notify(ServiceState.Stopping);

    public void Broken(string why)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return;
        log.LogCritical("The daemon ends, to be started again from what is on disk: {Why}", why);
        ExitCode = CommandLine.ExitCode.Broken;
        lifetime.StopApplication();
    }

    /// <summary>A third of what PID 1 allows between two pings, so that one may be lost; null where it does not watch.</summary>
    public static TimeSpan? BeatEvery(string? watchdogMicroseconds) =>
        long.TryParse(watchdogMicroseconds, System.Globalization.CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds) / 3
            : null;
}
