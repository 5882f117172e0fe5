namespace Supervision.Adapters.Systemd;

/// <summary>The system bus, for one thread. Messages are handed out in the order in which they came over the wire: while a call waits
/// for its answer, what arrives before it goes to <paramref name="meanwhile"/>, so that no answer overtakes an older signal.</summary>
internal sealed class Bus(BusHandle bus, TimeProvider clock, Action<BusMessage> meanwhile) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal int Descriptor => BusException.ThrowIfNegative(LibSystemd.Descriptor(bus), "the system bus has gone");
    internal int Events => BusException.ThrowIfNegative(LibSystemd.Events(bus), "the system bus has gone");

    internal static Bus OpenSystem(TimeProvider clock, Action<BusMessage> meanwhile)
    {
        BusException.ThrowIfNegative(LibSystemd.OpenSystem(out var bus), "the system bus cannot be opened");
        return new Bus(bus, clock, meanwhile);
    }

    internal BusMessage NewCall(string destination, string path, string contract, string member)
    {
        BusException.ThrowIfNegative(LibSystemd.NewCall(bus, out var call, destination, path, contract, member), member);
        return call;
    }

    /// <summary>Sends <paramref name="call"/> and waits for its answer, 10 s at most.</summary>
    /// <exception cref="BusException">An error was the answer, there was none in time, or the connection broke.</exception>
    internal BusMessage Call(BusMessage call) => Await(Send(call));

    /// <returns>What the answer is known by.</returns>
    /// <exception cref="BusException">The connection broke.</exception>
    internal ulong Send(BusMessage call)
    {
        BusException.ThrowIfNegative(LibSystemd.Send(bus, call, out var cookie), "the system bus has gone");
        return cookie;
    }

    /// <summary>Waits 10 s at most for the answer to what was sent. Of several questions to one other side, the one that was sent first
    /// is to be awaited first: answers that nobody waits for yet are lost.</summary>
    /// <exception cref="BusException">An error was the answer, there was none in time, or the connection broke.</exception>
    internal BusMessage Await(ulong cookie)
    {
        var sent = clock.GetTimestamp();
        while (true)
        {
            if (Receive() is not { } message)
            {
                Wait(Patience - clock.GetElapsedTime(sent));
            }
            else if (message.Answers(cookie))
            {
                return Answer(message);
            }
            else
            {
                using (message) meanwhile(message);
            }
        }
    }

    /// <summary>Hands all that has arrived to <c>meanwhile</c>, without waiting.</summary>
    internal void Drain()
    {
        while (Receive() is { } message)
        {
            using (message) meanwhile(message);
        }
    }

    public void Dispose() => bus.Dispose();

    private static BusMessage Answer(BusMessage message)
    {
        if (!message.IsError) return message;
        using (message) throw message.ToException();
    }

    private BusMessage? Receive()
    {
        while (BusException.ThrowIfNegative(LibSystemd.Process(bus, out var message), "the system bus has gone") > 0)
        {
            if (!message.IsInvalid) return message;
        }

        return null;
    }

    private void Wait(TimeSpan atMost)
    {
        if (atMost <= TimeSpan.Zero) throw new BusException(BusException.Timeout, "no answer within 10 s");
        const int interrupted = -4;
        var result = LibSystemd.Wait(bus, (ulong)atMost.TotalMicroseconds);
        if (result != interrupted) BusException.ThrowIfNegative(result, "the system bus has gone");
    }
}
