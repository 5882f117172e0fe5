using System.Globalization;
using System.Net;
using System.Text;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>One request, judged by its status and its body.</summary>
internal sealed class HttpProbe(Connections connections, TimeProvider clock)
{
    // Whoever asks for something in the body gets it looked for in so much; others want to see that a body comes at all.
    private const int Searched = 1024 * 1024;
    private const int Glanced = 64 * 1024;

    public async Task<ProbeOutcome> LookAsync(HttpTarget target, Look look)
    {
        // A proxy that waits for its upstream lets us wait too, and nobody can tell the one from the other.
        Action<string> wait = target.UpstreamStatus.Text.Length > 0 ? look.WaitsForUpstream : look.WaitsForService;
        using var route = new WebRoute(
            target.Url, target.Socket, target.Certificate, connections, clock, look, () => wait("waiting for the answer"));
        using var request = RequestOf(target);
        try
        {
            using var response = await route.Client.SendAsync(request, look.Deadline);
            return await JudgeAsync(target, response, wait, look.Deadline) switch
            {
                ProbeOutcome.Passed when route.Warning is { } warning => new ProbeOutcome.Impaired(warning) { OfCertificate = true },
                var outcome => outcome,
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            look.Deadline.ThrowIfCancellationRequested();
            return route.Outcome(failure);
        }
    }

    private static HttpRequestMessage RequestOf(HttpTarget target)
    {
        var request = new HttpRequestMessage(new HttpMethod(target.Method), target.Url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.ConnectionClose = true;
        request.Headers.Host = target.Host.Length > 0 ? target.Host : null;
        request.Headers.TryAddWithoutValidation("User-Agent", WebRoute.OurName);
        foreach (var header in target.Headers)
            WebRoute.Add(request.Headers, header);
        return request;
    }

    private static async Task<ProbeOutcome> JudgeAsync(
        HttpTarget target, HttpResponseMessage response, Action<string> wait, CancellationToken deadline)
    {
        var status = (int)response.StatusCode;
        var told = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
        if (target.UpstreamStatus.Contains(status))
            return new ProbeOutcome.Impaired($"upstream: {told}");
        if (!target.Status.Contains(status))
            return new ProbeOutcome.Failed($"{told}, and not {target.Status}{Goal(response)}");

        wait("reading the body");
        var seeks = target.Contains.Length > 0 || target.Matches is not null;
        var body = await ReadAsync(response, seeks ? Searched : Glanced, deadline);
        if (!body.Contains(target.Contains, StringComparison.Ordinal))
            return new ProbeOutcome.Failed($"{told}, but its body does not hold '{target.Contains}'");
        if (target.Matches?.IsMatch(body) == false)
            return new ProbeOutcome.Failed($"{told}, but its body does not match {target.Matches}");
        return new ProbeOutcome.Passed(told);
    }

    // Where it was to go on: the commonest reason for a status that nobody expected.
    private static string Goal(HttpResponseMessage response) => response.Headers.Location is { } goal ? $" (to {goal.OriginalString})" : "";

    private static async Task<string> ReadAsync(HttpResponseMessage response, int most, CancellationToken deadline)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(deadline);
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (body.Length < most)
        {
            var length = await stream.ReadAsync(piece, deadline);
            if (length == 0)
                break;
            body.Write(piece, 0, (int)Math.Min(length, most - body.Length));
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }
}
