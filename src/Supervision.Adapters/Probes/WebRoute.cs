using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>
/// The way of one look over HTTP: a client that connects as the probe says, once, follows nothing, remembers nothing and is gone with
/// the look. One client for all would hand a connection that one look opened to another, by another way and under other rules.
/// </summary>
internal sealed class WebRoute : IDisposable
{
    private const int LargestHeadersKilobytes = 64;

    private readonly Uri _url;
    private readonly string _socket;
    private readonly Connections _connections;
    private readonly Look _look;
    private readonly CertificateCheck _certificate;
    private ProbeOutcome? _trouble;

    private readonly Action _connected;

    /// <param name="socket">The Unix socket to go through; empty for the URL's host.</param>
    /// <param name="connected">Called when all that is left to wait for is the answer.</param>
    public WebRoute(
        Uri url, string socket, CertificateRules rules, Connections connections, TimeProvider clock, Look look, Action connected)
    {
        (_url, _socket, _connections, _look, _connected) = (url, socket, connections, look, connected);
        _certificate = new CertificateCheck(rules, clock, connected);
        Client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = LargestHeadersKilobytes,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.Zero,
            SslOptions = IsSecure ? Options() : new SslClientAuthenticationOptions(),
            ConnectCallback = ConnectAsync,
        });
    }

    /// <summary>How we name ourselves in the logs of others.</summary>
    public static string OurName => "healthcheck";

    public HttpMessageInvoker Client { get; }

    /// <summary>What is to be told although the answer is right; null where nothing is.</summary>
    public string? Warning => _certificate.Warning;

    /// <summary>What a failure on the way means.</summary>
    public ProbeOutcome Outcome(Exception failure)
    {
        if (_trouble is not null)
            return _trouble;
        if (_certificate.Refusal is { } refusal)
            return new ProbeOutcome.Failed(refusal);
        if (Innermost<AuthenticationException>(failure) is { } tls)
            return new ProbeOutcome.Failed($"no TLS: {tls.InnerException?.Message ?? tls.Message}");
        if (Innermost<SocketException>(failure) is { } broken)
            return SocketTrouble.Of(broken, _url.Authority, isPath: false);
        var isCut = failure is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
            or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded };
        return new ProbeOutcome.Failed(
            isCut ? "the connection ended before the answer did" : $"no HTTP: {(failure.InnerException ?? failure).Message}");
    }

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        if (_trouble is not null)
            throw new IOException("no way");
        var connection = _socket.Length > 0
            ? await Connections.ToAsync(_socket, _look)
            : await _connections.ToAsync(_url.IdnHost, _url.Port, _look);
        if (connection.Socket is not { } socket)
        {
            _trouble = connection.Trouble;
            throw new IOException("no connection");
        }

        if (IsSecure)
            _look.WaitsForService("shaking hands over TLS");
        else
            _connected();
        return new NetworkStream(socket, ownsSocket: true);
    }

    private bool IsSecure => _url.Scheme is "https" or "wss";

    // What cannot be prepared is told as the trouble of the way, like all else on it.
    private SslClientAuthenticationOptions Options()
    {
        (var options, _trouble) = _certificate.Prepare();
        return options ?? new SslClientAuthenticationOptions();
    }

    private static T? Innermost<T>(Exception? failure)
        where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found)
                return found;
        }

        return null;
    }

    /// <summary>Sends a header as it was written.</summary>
    public static void Add(HttpRequestHeaders headers, string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        headers.TryAddWithoutValidation(header[..colon].Trim(), header[(colon + 1)..].Trim());
    }
}
