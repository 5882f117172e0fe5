namespace Supervision.Daemon.Hosting;

/// <summary>The lock on the state directory: two daemons on one state would each run backend.sh for the same outage.</summary>
internal sealed class SingleInstance : IDisposable
{
    private readonly FileStream _held;

    private SingleInstance(FileStream held) => _held = held;

    /// <summary>Takes the lock, which the kernel frees at the end of the process, however that comes.</summary>
    /// <param name="why">Why it could not be taken: another process holds it, or it may not be opened.</param>
    /// <returns>Null where it could not be taken.</returns>
    public static SingleInstance? Take(string stateDirectory, out string why)
    {
        why = "";
        try
        {
            // Exclusive sharing is flock(2) on Linux.
            return new SingleInstance(new FileStream(
                Path.Combine(stateDirectory, "healthcheck.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException closed)
        {
            why = closed.Message;
            return null;
        }
        catch (IOException locked) when (locked is not (DirectoryNotFoundException or FileNotFoundException))
        {
            why = $"another daemon works on {stateDirectory} already";
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
