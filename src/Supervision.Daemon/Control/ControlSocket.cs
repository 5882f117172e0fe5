using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Supervision.Actors.Hosting;
using Supervision.Actors.Recovery;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.Control;

/// <summary>
/// The control socket: HTTP over a Unix socket, for root and the group of the directory it lies in. It takes no command, path or
/// argument from anybody: its verbs are the status, a sweep, the budget, and a reload of the files that it read at its start.
/// </summary>
internal static class ControlSocket
{
    public const string FileName = "control.sock";

    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    // A sweep waits for the slowest unit manager there is; nothing else waits at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public static void Listen(WebApplicationBuilder builder, string directory)
    {
        var path = Path.Combine(directory, FileName);

        // What lies there is of a dead life: the lock on the state directory says that no other daemon lives.
        File.Delete(path);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(path);
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.AddServerHeader = false;
        });
    }

    /// <summary>To be called once the socket is there: until then only its directory guards it.</summary>
    public static void Open(string directory) => File.SetUnixFileMode(Path.Combine(directory, FileName), OwnerAndGroup);

    public static void Map(WebApplication app)
    {
        app.MapPost("/v1/sweep", async (IRequiredActor<SupervisionRoot> root, CancellationToken cancellation) =>
            TypedResults.Json(
                SweepMessage.Of(await Ask<SupervisorProtocol.SweepReport>(root, new SupervisorProtocol.Sweep("operator"), cancellation)),
                ControlJson.Default.SweepMessage));
        app.MapGet("/v1/status", async (IRequiredActor<SupervisionRoot> root, CancellationToken cancellation) =>
            TypedResults.Json(
                StatusMessage.Of(await Ask<SupervisorProtocol.Status>(root, new SupervisorProtocol.GetStatus(), cancellation)),
                ControlJson.Default.StatusMessage));
        app.MapGet("/v1/budget", (IRequiredActor<SupervisionRoot> root, CancellationToken cancellation) =>
            BudgetAsync(root, new SupervisorProtocol.GetBudget(), cancellation));
        app.MapPost("/v1/budget/reset", (IRequiredActor<SupervisionRoot> root, CancellationToken cancellation) =>
            BudgetAsync(root, new SupervisorProtocol.FreeBudget("operator"), cancellation));
        if (app.Services.GetService<Reloader>() is { } reloader)
            app.MapPost("/v1/reload", async (CancellationToken cancellation) => Answer(await reloader.ReloadAsync(cancellation)));
    }

    private static JsonHttpResult<ReloadMessage> Answer(Reloaded reloaded) => TypedResults.Json(
        ReloadMessage.Of(reloaded),
        ControlJson.Default.ReloadMessage,
        statusCode: reloaded.Errors.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> BudgetAsync(
        IRequiredActor<SupervisionRoot> root, SupervisorProtocol.IRequest request, CancellationToken cancellation) =>
        TypedResults.Json(
            BudgetMessage.Of(await Ask<SupervisorProtocol.Budget>(root, request, cancellation)), ControlJson.Default.BudgetMessage);

    private static Task<T> Ask<T>(
        IRequiredActor<SupervisionRoot> root, SupervisorProtocol.IRequest request, CancellationToken cancellation) =>
        root.ActorRef.Ask<T>(request, Patience, cancellation);
}
