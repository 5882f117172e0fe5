namespace Supervision.Daemon.Hosting;

/// <summary>The lock on the state directory: two daemons on one state would each run backend.sh for the same outage.</summary>
internal sealed class SingleInstance : IDisposable
{
    private readonly FileStream _held;

    private SingleInstance(FileStream held) => _held = held;

    /// <summary>Takes the lock, which the kernel frees at the end of the process, however that comes.</summary>
    /// <returns>Null where another process holds it.</returns>
    public static SingleInstance? Take(string stateDirectory)
    {
        try
        {
            // Exclusive sharing is flock(2) on Linux.
            return new SingleInstance(new FileStream(
                Path.Combine(stateDirectory, "healthcheck.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException locked) when (locked is not (DirectoryNotFoundException or FileNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
