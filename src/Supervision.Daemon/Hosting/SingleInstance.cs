using Supervision.Adapters.Linux;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.Hosting;

/// <summary>
/// The locks on the state directory and on that of the control socket: two daemons on one state would each run backend.sh for the same
/// outage, and the second on one socket would take it from the first.
/// </summary>
internal sealed class SingleInstance : IDisposable
{
    private readonly List<DirectoryLock> _held = [];

    private SingleInstance()
    {
    }

    /// <summary>Takes the locks, which the kernel frees at the end of the process, however that comes.</summary>
    /// <param name="why">Why that could not be: another process holds one, or a directory may not be opened.</param>
    /// <returns>Null where they could not be taken.</returns>
    public static SingleInstance? Take(Directories directories, out string why)
    {
        var instance = new SingleInstance();
        string[] guarded = [Path.GetFullPath(directories.State), Path.GetFullPath(directories.Control)];
        foreach (var directory in guarded.Distinct(StringComparer.Ordinal))
        {
            if (DirectoryLock.Take(directory, out why) is not { } held)
            {
                instance.Dispose();
                return null;
            }

            instance._held.Add(held);
        }

        why = "";
        return instance;
    }

    public void Dispose()
    {
        foreach (var held in _held)
            held.Dispose();
    }
}
