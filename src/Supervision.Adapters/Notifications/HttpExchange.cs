using System.Globalization;
using System.Net.Security;
using System.Text;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Notifications;

/// <summary>One POST of JSON: no redirection is followed, and no more is read than an answer needs.</summary>
internal sealed class HttpExchange(Dialling dialling, bool verify, string caFile)
{
    private const int MostOfTheBody = 64 * 1024;
    private static readonly TimeSpan AfterRefusedLogin = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>What came back.</summary>
    /// <param name="Body">At most 64 KiB of it.</param>
    internal sealed record Answer(int Status, string Body, TimeSpan? RetryAfter);

    /// <exception cref="HttpRequestException">There was none.</exception>
    public async Task<Answer> PostAsync(HttpRequestMessage request, CancellationToken deadline)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = 64,
            ConnectCallback = async (context, end) => await dialling.ToAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, end),
            SslOptions = Ssl(),
        };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline);
        await using var body = await response.Content.ReadAsStreamAsync(deadline);
        var bytes = new byte[MostOfTheBody];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, deadline);
        return new Answer((int)response.StatusCode, Encoding.UTF8.GetString(bytes, 0, length), response.Headers.RetryAfter?.Delta);
    }

    /// <summary>What a status means where the body says nothing else.</summary>
    public static Delivery Judge(Answer answer)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"HTTP {answer.Status}");
        return answer.Status switch
        {
            >= 200 and < 300 => new Delivery.Delivered(said),
            >= 300 and < 400 => new Delivery.Refused($"{said}: it sends us elsewhere, and is not followed; write the url that answers"),
            401 or 403 => new Delivery.Later($"{said}: the login was refused") { Wait = AfterRefusedLogin },
            408 or 425 or 429 or >= 500 => new Delivery.Later(said)
            {
                Wait = answer.RetryAfter is { } wait && wait > TimeSpan.Zero ? wait < LongestWait ? wait : LongestWait : null,
            },
            _ => new Delivery.Refused(said),
        };
    }

    private SslClientAuthenticationOptions Ssl()
    {
        var options = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust.Policy(verify ? caFile : "") };
#pragma warning disable CA5359 // The operator has said so: verify = off.
        if (!verify) options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return options;
    }
}
