using System.Net;
using System.Net.Sockets;
using Supervision.Adapters.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>Names are resolved where a resolver that hangs holds up nobody else.</summary>
public sealed class HostNamesTests : IDisposable
{
    private readonly ManualResetEventSlim _released = new();

    public void Dispose()
    {
        _released.Set();
        _released.Dispose();
    }

    [Fact]
    public async Task A_name_that_hangs_keeps_neither_figures_nor_other_names_waiting()
    {
        var names = new HostNames(Resolve);
        using var given = new CancellationTokenSource();
        var hanging = names.AddressesAsync("hangs1.example", given.Token);

        Assert.Equal([IPAddress.Loopback], await names.AddressesAsync("127.0.0.1", CancellationToken.None));
        Assert.Equal([IPAddress.IPv6Loopback], await names.AddressesAsync("::1", CancellationToken.None));
        Assert.Equal([IPAddress.Broadcast], await names.AddressesAsync("answers.example", CancellationToken.None).WaitAsync(Failsafe.Time));
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging.WaitAsync(Failsafe.Time));
    }

    [Fact]
    public async Task However_many_ask_for_names_that_hang_there_is_a_bound_to_the_threads()
    {
        var asked = 0;
        var entered = new SemaphoreSlim(0);
        var names = new HostNames(name =>
        {
            Interlocked.Increment(ref asked);
            entered.Release();
            return Resolve(name);
        });
        using var given = new CancellationTokenSource();
        var looks = Enumerable.Range(0, 50).Select(at => names.AddressesAsync($"hangs{at % 10}.example", given.Token)).ToList();
        for (var at = 0; at < 4; at++)
            Assert.True(await entered.WaitAsync(Failsafe.Time));

        await given.CancelAsync();
        foreach (var look in looks)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look.WaitAsync(Failsafe.Time));

        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_told_to_who_asked_and_asked_for_again_the_next_time()
    {
        var asked = 0;
        var names = new HostNames(_ => asked++ == 0 ? throw new SocketException((int)SocketError.HostNotFound) : [IPAddress.Loopback]);

        await Assert.ThrowsAsync<SocketException>(() => names.AddressesAsync("db.example", CancellationToken.None).WaitAsync(Failsafe.Time));
        await Failsafe.Until(async () =>
        {
            try
            {
                return (await names.AddressesAsync("db.example", CancellationToken.None)).Length == 1;
            }
            catch (SocketException)
            {
                return false;
            }
        });

        Assert.Equal(2, asked);
    }

    private IPAddress[] Resolve(string name)
    {
        if (name.StartsWith("hangs", StringComparison.Ordinal))
            _released.Wait(Failsafe.Time);
        return [IPAddress.Broadcast];
    }
}
