using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Notifications;

/// <summary>Pings over HTTP. Certificates are verified, nothing is followed, no answer is read beyond its status, and each ping has a
/// connection of its own.</summary>
public sealed class HttpHeartbeat(TimeProvider clock) : IHeartbeat
{
    private const int LargestHeadersKilobytes = 16;

    public async Task<string?> SendAsync(HeartbeatSettings settings, HeartbeatSignal signal, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(settings.Timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            // A name server that does not answer may hold a thread, and not that of who asked.
            return await Task.Run(() => PingAsync(settings, signal, end.Token), CancellationToken.None).WaitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {settings.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s";
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return Words(failure);
        }
    }

    private static async Task<string?> PingAsync(HeartbeatSettings settings, HeartbeatSignal signal, CancellationToken end)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = LargestHeadersKilobytes,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.Zero,
        });
        var method = settings.Method == HeartbeatMethod.Post ? HttpMethod.Post : HttpMethod.Get;
        using var request = new HttpRequestMessage(method, settings.For(signal));
        request.Headers.ConnectionClose = true;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("healthcheck", null));
        using var response = await client.SendAsync(request, end);
        return Words(response.StatusCode);
    }

    private static string? Words(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 and var code => string.Create(
            CultureInfo.InvariantCulture, $"HTTP {code}, a redirection, which is not followed; write the address that it leads to"),
        var code => string.Create(CultureInfo.InvariantCulture, $"HTTP {code}"),
    };

    // The message of a failure may name the address with its path, so only its kinds are told.
    private static string Words(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
                return socket.Message;
            if (cause is AuthenticationException tls)
                return $"no TLS: {tls.InnerException?.Message ?? tls.Message}";
        }

        return failure is HttpRequestException { HttpRequestError: var error } ? $"no HTTP: {error}" : failure.GetType().Name;
    }
}
