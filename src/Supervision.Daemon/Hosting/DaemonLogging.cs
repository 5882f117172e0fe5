using Akka.Hosting;
using Serilog;
using Serilog.Events;

namespace Supervision.Daemon.Hosting;

/// <summary>
/// The daemon's own log: Serilog, behind the logger factory that Akka.Hosting bridges to. This is the one place that knows of it, so that
/// Akka.Logger.Serilog can take over here.
/// </summary>
internal static class DaemonLogging
{
    public static void AddDaemonLogging(this IServiceCollection services, bool quiet) => services.AddSerilog((_, serilog) =>
    {
        serilog.MinimumLevel.Is(quiet ? LogEventLevel.Error : LogEventLevel.Information)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning);
        if (JournalStream.TakesOutput)
            serilog.WriteTo.Console(new JournalFormat());
        else
            serilog.WriteTo.Console(new TerminalFormat());
    });

    public static AkkaConfigurationBuilder WithDaemonLogging(this AkkaConfigurationBuilder akka) => akka.ConfigureLoggers(loggers =>
    {
        loggers.LogLevel = Akka.Event.LogLevel.InfoLevel;
        loggers.ClearLoggers();
        loggers.AddLoggerFactory();
    });
}
