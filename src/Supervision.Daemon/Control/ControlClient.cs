using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Supervision.Adapters.Linux;
using Supervision.Daemon.CommandLine;

namespace Supervision.Daemon.Control;

/// <summary>The command line's end of the control socket.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly HttpClient _http;

    private ControlClient(string socket) => _http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellation) =>
        {
            var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await unix.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(unix, ownsSocket: true);
            }
            catch
            {
                unix.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = new Uri("http://healthcheck"),
        Timeout = TimeSpan.FromMinutes(1),
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Calls the daemon of the configuration, and tells in one line why that was not possible.</summary>
    public static async Task<int> CallAsync(ParseResult parsed, ConfigOption config, Func<ControlClient, Task<int>> call)
    {
        return await config.ReadAsync(parsed) is { } settings
            ? await CallAsync([settings.Directories.Control], call)
            : ExitCode.Configuration;
    }

    /// <summary>The same for a daemon whose socket lies in one of these directories.</summary>
    public static async Task<int> CallAsync(IEnumerable<string> directories, Func<ControlClient, Task<int>> call)
    {
        var (code, why) = await TryAsync(directories, call);
        if (why is not null)
            await Console.Error.WriteLineAsync($"healthcheck: {PlainText.Escaped(why)}");
        return code;
    }

    /// <summary>The same, with why that was not possible for others to tell; null where it was.</summary>
    public static async Task<(int Code, string? Why)> TryAsync(IEnumerable<string> directories, Func<ControlClient, Task<int>> call)
    {
        var sockets = directories.Select(directory => Path.Combine(directory, ControlSocket.FileName)).ToList();
        var socket = sockets.Find(File.Exists) ?? sockets[0];
        using var client = new ControlClient(socket);
        try
        {
            return (await call(client), null);
        }
        catch (ControlRefusedException refusal)
        {
            return Explain(refusal, socket);
        }
        catch (HttpRequestException failure)
        {
            return Explain(failure, socket);
        }
        catch (JsonException strange)
        {
            return (ExitCode.Broken, $"the daemon at {socket} answers in another way than this program expects: {strange.Message} "
                + "Was it upgraded and not restarted?");
        }
        catch (TaskCanceledException failure) when (failure.InnerException is TimeoutException)
        {
            return (ExitCode.Temporary, $"the daemon at {socket} did not answer; see journalctl -u healthcheck");
        }
    }

    public Task<SweepMessage> SweepAsync(CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, "/v1/sweep", null, ControlJson.Default.SweepMessage, cancellation);

    public Task<StatusMessage> StatusAsync(CancellationToken cancellation) =>
        GetAsync("/v1/status", ControlJson.Default.StatusMessage, cancellation);

    public Task<BudgetMessage> BudgetAsync(CancellationToken cancellation) =>
        GetAsync("/v1/budget", ControlJson.Default.BudgetMessage, cancellation);

    public Task<BudgetMessage> ResetBudgetAsync(CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, "/v1/budget/reset", null, ControlJson.Default.BudgetMessage, cancellation);

    /// <param name="service">Of this service and its incidents only; null for all.</param>
    /// <param name="incident">Of this incident only; null for all.</param>
    public Task<DecisionsMessage> DecisionsAsync(string? service, long? incident, int limit, CancellationToken cancellation)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"/v1/decisions?limit={limit}");
        if (service is not null) query += $"&service={Uri.EscapeDataString(service)}";
        if (incident is { } number) query += string.Create(CultureInfo.InvariantCulture, $"&incident={number}");
        return GetAsync(query, ControlJson.Default.DecisionsMessage, cancellation);
    }

    /// <param name="since">Those that were open at or after it; null for all.</param>
    public Task<IncidentsMessage> IncidentsAsync(DateTimeOffset? since, int limit, CancellationToken cancellation)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"/v1/incidents?limit={limit}");
        if (since is { } from) query += string.Create(CultureInfo.InvariantCulture, $"&since={from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        return GetAsync(query, ControlJson.Default.IncidentsMessage, cancellation);
    }

    /// <param name="since">How far back the course goes.</param>
    /// <param name="points">In how many stretches at the most.</param>
    public Task<ResourcesMessage> ResourcesAsync(DateTimeOffset since, int points, CancellationToken cancellation) => GetAsync(
        string.Create(
            CultureInfo.InvariantCulture, $"/v1/resources?points={points}&since={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"),
        ControlJson.Default.ResourcesMessage,
        cancellation);

    public Task<HoldsMessage> HoldAsync(BeginHoldMessage hold, CancellationToken cancellation) => SendAsync(
        HttpMethod.Post,
        "/v1/holds",
        JsonContent.Create(hold, ControlJson.Default.BeginHoldMessage),
        ControlJson.Default.HoldsMessage,
        cancellation);

    public Task<HoldsMessage> ResumeAsync(EndHoldsMessage end, CancellationToken cancellation) => SendAsync(
        HttpMethod.Post,
        "/v1/holds/end",
        JsonContent.Create(end, ControlJson.Default.EndHoldsMessage),
        ControlJson.Default.HoldsMessage,
        cancellation);

    public Task<DrilledMessage> DrillAsync(DrillMessage drill, CancellationToken cancellation) => SendAsync(
        HttpMethod.Post,
        "/v1/notifications/test",
        JsonContent.Create(drill, ControlJson.Default.DrillMessage),
        ControlJson.Default.DrilledMessage,
        cancellation);

    public Task<ReloadMessage> ReloadAsync(CancellationToken cancellation) => SendAsync(
        HttpMethod.Post, "/v1/reload", null, ControlJson.Default.ReloadMessage, cancellation, also: HttpStatusCode.UnprocessableEntity);

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, path, null, answer, cancellation);

    /// <param name="also">A status beside success whose body is an answer too.</param>
    private async Task<T> SendAsync<T>(
        HttpMethod method,
        string path,
        HttpContent? body,
        JsonTypeInfo<T> answer,
        CancellationToken cancellation,
        HttpStatusCode? also = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var response = await _http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode && response.StatusCode != also)
            throw new ControlRefusedException((int)response.StatusCode, await WhyAsync(response, cancellation));
        return await response.Content.ReadFromJsonAsync(answer, cancellation) ?? throw new JsonException("an empty answer");
    }

    private static async Task<string?> WhyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync(ControlJson.Default.ErrorMessage, cancellation))?.Error;
        }
        catch (JsonException)
        {
            // No sentence of ours: the status has to do.
            return null;
        }
    }

    // What a person asked for is theirs to correct; what was refused to them as a person is said as such.
    private static (int Code, string Why) Explain(ControlRefusedException refusal, string socket) => refusal switch
    {
        { Status: 403 } => (ExitCode.NoPermission, Closed(socket)),
        { Status: 400 or 404 or 422, Why: { } why } => (ExitCode.Usage, why),
        { Status: 503, Why: { } why } => (ExitCode.Temporary, why),
        { Status: var status } => (
            ExitCode.Broken, string.Create(CultureInfo.InvariantCulture, $"the daemon answered {status}; see journalctl -u healthcheck")),
    };

    private static string Closed(string socket) => $"{socket} is closed to this user; be root, or a member of the group healthcheck";

    private static (int Code, string Why) Explain(HttpRequestException failure, string socket) => failure switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.AccessDenied } } =>
            (ExitCode.NoPermission, Closed(socket)),
        _ => (ExitCode.NoDaemon, $"no daemon answers at {socket}; start it with: systemctl start healthcheck"),
    };
}
