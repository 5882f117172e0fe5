using Supervision.Core.Messages;

namespace Supervision.Daemon.Demo;

/// <summary>The lines of <c>service_monitor.log</c> on standard output.</summary>
internal sealed class ConsoleServiceLog : IServiceLog
{
    public void Append(string line) => Console.Out.WriteLine(line);
}
