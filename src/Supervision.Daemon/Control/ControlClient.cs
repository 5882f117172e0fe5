using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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
        var sockets = directories.Select(directory => Path.Combine(directory, ControlSocket.FileName)).ToList();
        var socket = sockets.Find(File.Exists) ?? sockets[0];
        using var client = new ControlClient(socket);
        try
        {
            return await call(client);
        }
        catch (HttpRequestException failure)
        {
            var (code, why) = Explain(failure, socket);
            await Console.Error.WriteLineAsync($"healthcheck: {why}");
            return code;
        }
        catch (TaskCanceledException failure) when (failure.InnerException is TimeoutException)
        {
            await Console.Error.WriteLineAsync($"healthcheck: the daemon at {socket} did not answer; see journalctl -u healthcheck");
            return ExitCode.Temporary;
        }
    }

    public Task<SweepMessage> SweepAsync(CancellationToken cancellation) =>
        PostAsync("/v1/sweep", ControlJson.Default.SweepMessage, cancellation);

    public async Task<StatusMessage> StatusAsync(CancellationToken cancellation) =>
        (await _http.GetFromJsonAsync("/v1/status", ControlJson.Default.StatusMessage, cancellation))!;

    public async Task<BudgetMessage> BudgetAsync(CancellationToken cancellation) =>
        (await _http.GetFromJsonAsync("/v1/budget", ControlJson.Default.BudgetMessage, cancellation))!;

    public Task<BudgetMessage> ResetBudgetAsync(CancellationToken cancellation) =>
        PostAsync("/v1/budget/reset", ControlJson.Default.BudgetMessage, cancellation);

    public async Task<ReloadMessage> ReloadAsync(CancellationToken cancellation)
    {
        using var response = await _http.PostAsync("/v1/reload", content: null, cancellation);
        if (response.StatusCode != HttpStatusCode.UnprocessableEntity)
            response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(ControlJson.Default.ReloadMessage, cancellation)
            ?? throw new JsonException("an empty answer");
    }

    private async Task<T> PostAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken cancellation)
    {
        using var response = await _http.PostAsync(path, content: null, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(answer, cancellation) ?? throw new JsonException("an empty answer");
    }

    private static (int Code, string Why) Explain(HttpRequestException failure, string socket) => failure switch
    {
        { StatusCode: { } status } => (ExitCode.Broken, $"the daemon answered {(int)status}; see journalctl -u healthcheck"),
        { InnerException: SocketException { SocketErrorCode: SocketError.AccessDenied } } =>
            (ExitCode.NoPermission, $"{socket} is closed to this user; be root, or a member of the group healthcheck"),
        _ => (ExitCode.NoDaemon, $"no daemon answers at {socket}; start it with: systemctl start healthcheck"),
    };
}
