namespace Supervision.Core.Schedule;

/// <summary>Tells when the wall clock was set and when the host wakes from sleep; a timer that was armed before knows of neither.</summary>
public interface IClockSteps
{
    /// <summary>Calls <paramref name="stepped"/> after each step, on a thread of its own, until what is returned is disposed.</summary>
    /// <exception cref="IOException">This host has no means to tell.</exception>
    IDisposable Follow(Action stepped);
}
