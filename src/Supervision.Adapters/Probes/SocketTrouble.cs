using System.Net.Sockets;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>Tells the service's faults from this daemon's own: who has no file descriptors left knows nothing of anybody.</summary>
internal static class SocketTrouble
{
    public static ProbeOutcome Of(SocketException failure, string where, bool isPath) => failure.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => new ProbeOutcome.Failed(isPath ? $"nobody listens at {where}" : $"{where} refuses the connection"),
        // ENOENT of a path; of an address, that no port of our own is free.
        SocketError.AddressNotAvailable when isPath => new ProbeOutcome.Failed($"there is no socket {where}"),
        // EAGAIN of connect(2) on a path: more wait to be accepted than the listener allows.
        SocketError.WouldBlock when isPath => new ProbeOutcome.Failed($"{where} accepts nobody: its backlog is full"),
        SocketError.ProtocolType when isPath => new ProbeOutcome.Unknown($"{where} is no stream socket"),
        SocketError.AccessDenied when isPath => new ProbeOutcome.Unknown(
            $"the user healthcheck may not connect to {where}; give it the right to write there"),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown =>
            new ProbeOutcome.Failed($"{where} cannot be reached"),
        SocketError.TimedOut => new ProbeOutcome.Failed($"{where} does not answer"),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
            new ProbeOutcome.Failed($"{where} broke the connection off"),
        _ => new ProbeOutcome.Unknown($"no connection to {where} can be made from here: {failure.Message}"),
    };
}
