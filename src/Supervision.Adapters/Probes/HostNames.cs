using System.Net;

namespace Supervision.Adapters.Probes;

/// <summary>
/// Resolves the names of hosts on a few threads of their own. getaddrinfo(3) can hang for as long as a name server likes and cannot be
/// cancelled; here it holds up nobody but those who wait for a name. Addresses in figures never come this way.
/// </summary>
/// <param name="resolve">Blocks until it knows.</param>
#pragma warning disable CA1001 // The semaphore holds nothing as long as nobody asks for its handle.
internal sealed class HostNames(Func<string, IPAddress[]> resolve)
#pragma warning restore CA1001
{
    private const int AtOnce = 4;

    private readonly SemaphoreSlim _free = new(AtOnce, AtOnce);
    private readonly Dictionary<string, Task<IPAddress[]>> _underWay = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By the resolver of this host: /etc/hosts, then name servers.</summary>
    public static HostNames OfThisHost() => new(Dns.GetHostAddresses);

    /// <exception cref="System.Net.Sockets.SocketException">There is no such name, or nobody can tell.</exception>
    /// <exception cref="OperationCanceledException">It was not known in time; the resolver goes on without us.</exception>
    public Task<IPAddress[]> AddressesAsync(string host, CancellationToken deadline)
    {
        if (IPAddress.TryParse(host, out var address))
            return Task.FromResult<IPAddress[]>([address]);
        lock (_underWay)
        {
            if (!_underWay.TryGetValue(host, out var lookup))
                _underWay[host] = lookup = ResolveAsync(host);
            return lookup.WaitAsync(deadline);
        }
    }

    private async Task<IPAddress[]> ResolveAsync(string host)
    {
        await Task.Yield();
        await _free.WaitAsync();
        try
        {
            return await OnOwnThread(host);
        }
        finally
        {
            _free.Release();
            lock (_underWay)
                _underWay.Remove(host);
        }
    }

    private Task<IPAddress[]> OnOwnThread(string host)
    {
        var answer = new TaskCompletionSource<IPAddress[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Resolve(host, answer)) { IsBackground = true, Name = "name of a host" }.Start();
        return answer.Task;
    }

    private void Resolve(string host, TaskCompletionSource<IPAddress[]> answer)
    {
        try
        {
            answer.SetResult(resolve(host));
        }
#pragma warning disable CA1031 // Goes to who waits; thrown here, it would end the process.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            answer.SetException(failure);
        }
    }
}
