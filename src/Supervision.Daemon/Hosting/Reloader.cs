using System.Collections.Immutable;
using Akka.Actor;
using Akka.Hosting;
using Supervision.Actors.Hosting;
using Supervision.Adapters.Linux;
using Supervision.Core.Configuration;
using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Daemon.Configuration;

namespace Supervision.Daemon.Hosting;

/// <summary>Reads the configuration again under the daemon that lives by it: all of it is taken, as far as it can be, or nothing.</summary>
internal sealed class Reloader(
    ConfigurationSource source,
    SettingsInForce inForce,
    IRequiredActor<SupervisionRoot> root,
    IServiceLog serviceLog,
    [FromKeyedServices(Reloader.SystemLog)] IServiceLog systemLog,
    DaemonLife life,
    ILogger<Reloader> log) : IDisposable
{
    /// <summary>The key of <c>system_monitor.log</c> among the services.</summary>
    public const string SystemLog = "system_monitor.log";

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Reads the files and puts them in force, or leaves everything as it is. Says in the log what came of it.</summary>
    /// <param name="cancellation">Of the wait for another reload; one that was begun is finished.</param>
    public async Task<Reloaded> ReloadAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            life.Reloading();
            var tree = await root.GetAsync(CancellationToken.None);
            var (settings, errors) = await Task.Run(source.Read, CancellationToken.None);
            return settings is null ? Refuse(errors) : Take(settings, tree);
        }
        finally
        {
            life.Reloaded();
            _oneAtATime.Release();
        }
    }

    /// <summary>The same for who cannot wait: a signal.</summary>
    public void Begin() => _ = Task.Run(async () =>
    {
        try
        {
            await ReloadAsync(CancellationToken.None);
        }
#pragma warning disable CA1031 // Nobody waits for this task: whatever it throws would be lost.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            log.LogError(failure, "The configuration could not be reloaded; the old one stays in force");
        }
    });

    public void Dispose() => _oneAtATime.Dispose();

    private Reloaded Refuse(ImmutableArray<ConfigError> errors)
    {
        foreach (var error in errors)
            log.LogError("{Error}", error.ToString());
        log.LogError("The configuration was not reloaded, and the old one stays in force; errors: {Count}", errors.Length);
        return new Reloaded([], [], errors);
    }

    private Reloaded Take(HealthcheckSettings asked, IActorRef tree)
    {
        var reload = Reload.Of(inForce.Settings, asked);
        inForce.Settings = reload.InForce;
        var (oldJobs, unread) = OldJobs.Find(reload.InForce.Host);
        foreach (var trouble in unread)
            log.LogWarning("{Trouble}", trouble);
        tree.Tell(new ReloadProtocol.Reconfigure(
            TreeSettings.Supervisor(reload.InForce, BootId.Read(), oldJobs),
            reload.InForce.Schedule,
            TreeSettings.Writer(reload.InForce, serviceLog))
        {
            Heartbeat = reload.InForce.Heartbeat,
            Notifier = TreeSettings.Notifier(reload.InForce, Environment.MachineName),
            Resources = TreeSettings.Rules(reload.InForce, systemLog),
        });
        log.LogInformation("The configuration was reloaded; changes: {Count}", reload.Changed.Length);
        foreach (var change in reload.Changed)
            log.LogInformation("{Change}", change.Done);
        foreach (var change in reload.Waiting)
            log.LogWarning("{Change}", change.Waits);
        return new Reloaded(reload.Changed, reload.Waiting, []);
    }
}

/// <summary>What came of a reload.</summary>
/// <param name="Errors">With any of them nothing was changed.</param>
internal sealed record Reloaded(
    ImmutableArray<SettingChange> Changed, ImmutableArray<SettingChange> Waiting, ImmutableArray<ConfigError> Errors);
