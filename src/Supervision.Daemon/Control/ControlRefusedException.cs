namespace Supervision.Daemon.Control;

/// <summary>The daemon answered, and nothing came of the request.</summary>
/// <param name="status">Of HTTP.</param>
/// <param name="why">The daemon's sentence; null where it had none.</param>
internal sealed class ControlRefusedException(int status, string? why) : Exception
{
    public int Status => status;

    public string? Why => why;
}
