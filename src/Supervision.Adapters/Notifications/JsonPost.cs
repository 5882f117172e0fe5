using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Supervision.Adapters.Probes;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Notifications;

/// <summary>One POST of a JSON text: no redirection is followed, nothing is remembered, and of the answer only its beginning is read.</summary>
internal sealed class JsonPost(HostNames names, CertificateRules rules, TimeProvider clock)
{
    private const int LongestAnswer = 64 * 1024;
    private const int LargestHeadersKilobytes = 64;

    // A refused login is asked for again, but not so often that the other side locks us out.
    private static readonly TimeSpan AfterARefusedLogin = TimeSpan.FromMinutes(15);

    /// <param name="judge">What an answer with a status of 2xx means, by its body.</param>
    public async Task<Delivery> SendAsync(
        Uri url, string body, IEnumerable<string> headers, Func<string, Delivery> judge, CancellationToken deadline)
    {
        var certificate = new CertificateCheck(rules, clock, accepted: () => { });
        var (options, trouble) = certificate.Prepare();
        if (trouble is not null)
            return new Delivery.Later(trouble.Detail);
        using var client = ClientOf(options!);
        using var request = RequestOf(url, body, headers);
        try
        {
            using var response = await client.SendAsync(request, deadline).ConfigureAwait(false);
            var answer = await ReadAsync(response, deadline).ConfigureAwait(false);
            return Judge(response, answer, judge);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            deadline.ThrowIfCancellationRequested();
            return new Delivery.Later($"{url.Authority}: {certificate.Refusal ?? Words(failure)}");
        }
    }

    private HttpMessageInvoker ClientOf(SslClientAuthenticationOptions options) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = LargestHeadersKilobytes,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = options,
        ConnectCallback = async (context, deadline) => new NetworkStream(
            await Sockets.ConnectAsync(names, context.DnsEndPoint.Host, context.DnsEndPoint.Port, deadline).ConfigureAwait(false),
            ownsSocket: true),
    });

    private static HttpRequestMessage RequestOf(Uri url, string body, IEnumerable<string> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.ConnectionClose = true;
        request.Headers.TryAddWithoutValidation("User-Agent", WebRoute.OurName);
        foreach (var header in headers)
            WebRoute.Add(request.Headers, header);
        return request;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken deadline)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(deadline).ConfigureAwait(false);
        var answer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, deadline).ConfigureAwait(false);
        return Encoding.UTF8.GetString(answer, 0, length);
    }

    private static Delivery Judge(HttpResponseMessage response, string answer, Func<string, Delivery> judge)
    {
        var status = (int)response.StatusCode;
        var said = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
        return status switch
        {
            >= 200 and < 300 => judge(answer),
            >= 300 and < 400 => new Delivery.Refused($"{said}: it wants to send us elsewhere, and is not followed; write the url that answers"),
            401 or 403 or 407 => new Delivery.Later($"{said}: {answer}") { Wait = AfterARefusedLogin },
            408 or 425 or 429 => new Delivery.Later($"{said}: {answer}") { Wait = response.Headers.RetryAfter?.Delta },
            >= 500 => new Delivery.Later($"{said}: {answer}"),
            _ => new Delivery.Refused($"{said}: {answer}"),
        };
    }

    private static string Words(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException or AuthenticationException)
                return cause.Message;
        }

        return failure.Message;
    }
}
