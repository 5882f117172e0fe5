namespace Supervision.Actors.Hosting;

/// <summary>The tree cannot go on: the process has to end, so that systemd starts it again from what is on disk.</summary>
public sealed class SupervisionBrokenException(string message) : Exception(message);
