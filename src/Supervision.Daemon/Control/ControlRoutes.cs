using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Supervision.Actors.Hosting;
using Supervision.Actors.Notifications;
using Supervision.Actors.Recovery;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.Control;

/// <summary>What may be asked of the daemon: how things stand, what was decided, a sweep, the budget, holds, and a reload of the files that
/// it read at its start.</summary>
internal sealed class ControlRoutes(
    IRequiredActor<SupervisionRoot> root, IRecords records, SettingsInForce inForce, ILogger<ControlRoutes> log)
{
    private const int MostRecords = 1000;
    private const int UsualRecords = 100;

    // A sweep waits for the slowest unit manager there is; nothing else waits at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void Map(WebApplication app)
    {
        app.UseMiddleware<RequestGuard>();
        var reloader = app.Services.GetService<Reloader>();
        var routes = ActivatorUtilities.CreateInstance<ControlRoutes>(app.Services);
        Map(app, routes, reloader is null ? null : reloader.ReloadAsync);
        ResourceRoutes.Map(app, ActivatorUtilities.CreateInstance<ResourceRoutes>(app.Services, TimeProvider.System));
    }

    /// <param name="reload">Null where there is nothing to read again.</param>
    public static void Map(IEndpointRouteBuilder app, ControlRoutes routes, Func<CancellationToken, Task<Reloaded>>? reload)
    {
        app.MapGet("/v1/status", routes.StatusAsync).WithMetadata(new Verb(typeof(StatusMessage)));
        app.MapPost("/v1/sweep", routes.SweepAsync).WithMetadata(new Verb(typeof(SweepMessage)));
        app.MapGet("/v1/budget", routes.BudgetAsync).WithMetadata(new Verb(typeof(BudgetMessage)));
        app.MapPost("/v1/budget/reset", routes.FreeBudgetAsync).WithMetadata(new Verb(typeof(BudgetMessage)));
        app.MapGet("/v1/decisions", routes.DecisionsAsync)
            .WithMetadata(new Verb(typeof(DecisionsMessage), null, "service", "incident", "limit"));
        app.MapGet("/v1/incidents", routes.IncidentsAsync).WithMetadata(new Verb(typeof(IncidentsMessage), null, "since", "limit"));
        app.MapGet("/v1/holds", routes.HoldsAsync).WithMetadata(new Verb(typeof(HoldsMessage)));
        app.MapPost("/v1/holds", routes.BeginHoldAsync).WithMetadata(new Verb(typeof(HoldsMessage), typeof(BeginHoldMessage)));
        app.MapPost("/v1/holds/end", routes.EndHoldsAsync).WithMetadata(new Verb(typeof(HoldsMessage), typeof(EndHoldsMessage)));
        app.MapPost("/v1/notifications/test", routes.DrillAsync).WithMetadata(new Verb(typeof(DrilledMessage), typeof(DrillMessage)));
        if (reload is not null)
            app.MapPost("/v1/reload", async (HttpContext context, CancellationToken cancellation) =>
            {
                routes.Record(context, "a reload of the configuration");
                return Answer(await reload(cancellation));
            }).WithMetadata(new Verb(typeof(ReloadMessage)));
    }

    private async Task<IResult> StatusAsync(CancellationToken cancellation) => TypedResults.Json(
        StatusMessage.Of(await AskAsync<SupervisorProtocol.Status>(new SupervisorProtocol.GetStatus(), cancellation)),
        ControlJson.Default.StatusMessage);

    private async Task<IResult> SweepAsync(HttpContext context, CancellationToken cancellation) => TypedResults.Json(
        SweepMessage.Of(await AskAsync<SupervisorProtocol.SweepReport>(new SupervisorProtocol.Sweep(ByOf(context)), cancellation)),
        ControlJson.Default.SweepMessage);

    private Task<IResult> BudgetAsync(CancellationToken cancellation) => LeftAsync(new SupervisorProtocol.GetBudget(), cancellation);

    private Task<IResult> FreeBudgetAsync(HttpContext context, CancellationToken cancellation) =>
        LeftAsync(new SupervisorProtocol.FreeBudget(ByOf(context)), cancellation);

    private async Task<IResult> LeftAsync(SupervisorProtocol.IRequest request, CancellationToken cancellation) => TypedResults.Json(
        BudgetMessage.Of(await AskAsync<SupervisorProtocol.Budget>(request, cancellation)), ControlJson.Default.BudgetMessage);

    private async Task<IResult> DecisionsAsync(string? service, string? incident, string? limit, CancellationToken cancellation)
    {
        if (!TryRead(incident, 1, long.MaxValue, out var number))
            return Rejection.Of(StatusCodes.Status400BadRequest, "incident must be the number of an incident");
        if (!TryRead(limit, 1, MostRecords, out var most))
            return Rejection.Of(StatusCodes.Status400BadRequest, $"limit must be a whole number from 1 to {MostRecords}");
        var found = await records.DecisionsAsync(
            service is null ? null : new ServiceName(service),
            number is { } known ? new IncidentId(known) : null,
            (int)(most ?? UsualRecords),
            cancellation);

        // Somebody may ask after a service that was taken out of the configuration since.
        return found is { Found.IsEmpty: true, Unread: null } && service is not null && !IsKnown(service)
            ? Unknown(service)
            : TypedResults.Json(DecisionsMessage.Of(found), ControlJson.Default.DecisionsMessage);
    }

    private async Task<IResult> IncidentsAsync(string? since, string? limit, CancellationToken cancellation)
    {
        if (!TryRead(limit, 1, MostRecords, out var most))
            return Rejection.Of(StatusCodes.Status400BadRequest, $"limit must be a whole number from 1 to {MostRecords}");
        var from = DateTimeOffset.MinValue;
        if (since is not null && !DateTimeOffset.TryParseExact(
            since, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out from))
            return Rejection.Of(StatusCodes.Status400BadRequest, "since must be an instant such as 2026-11-23T07:30:00Z");
        return TypedResults.Json(
            IncidentsMessage.Of(await records.IncidentsAsync(from, (int)(most ?? UsualRecords), cancellation)),
            ControlJson.Default.IncidentsMessage);
    }

    private async Task<IResult> HoldsAsync(CancellationToken cancellation) =>
        Holds(new SupervisorProtocol.Holds(await InForceAsync(cancellation)));

    private async Task<IResult> BeginHoldAsync(HttpContext context, CancellationToken cancellation)
    {
        var (asked, rejection) = await ReadAsync(context, ControlJson.Default.BeginHoldMessage, cancellation);
        if (asked is null)
            return rejection!;
        if (asked.Service is { } service && !IsKnown(service))
            return Unknown(service);
        if (asked.Problem is { } problem)
            return Rejection.Unfit(problem);
        return Holds(await AskAsync<SupervisorProtocol.Holds>(
            new SupervisorProtocol.BeginHold(
                Named(asked.Service), TimeSpan.FromSeconds(asked.ForSeconds!.Value), asked.Reason!.Trim(), ByOf(context)),
            cancellation));
    }

    private async Task<IResult> EndHoldsAsync(HttpContext context, CancellationToken cancellation)
    {
        var (asked, rejection) = await ReadAsync(context, ControlJson.Default.EndHoldsMessage, cancellation);
        if (asked is null)
            return rejection!;

        // A hold outlives the service that it is on.
        var inForce = await InForceAsync(cancellation);
        if (asked.Service is { } service && !IsKnown(service) && inForce.All(hold => hold.Service?.Text != service))
            return Unknown(service);
        return Holds(await AskAsync<SupervisorProtocol.Holds>(
            new SupervisorProtocol.EndHolds(Named(asked.Service), ByOf(context)), cancellation));
    }

    private async Task<IResult> DrillAsync(HttpContext context, CancellationToken cancellation)
    {
        var (asked, rejection) = await ReadAsync(context, ControlJson.Default.DrillMessage, cancellation);
        if (asked is null)
            return rejection!;
        Record(context, $"a test of {asked.Channel ?? "every channel"}");
        var mark = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var report = await root.ActorRef.Ask<DrillProtocol.Report>(
            new DrillProtocol.Drill(mark, asked.Channel), DrillProtocol.Patience + Grace, cancellation);
        return report is { Trouble: null, Courses.IsEmpty: true }
            ? Rejection.Of(
                StatusCodes.Status404NotFound, $"{asked.Channel} is no channel here; there are {string.Join(", ", report.Known)}")
            : TypedResults.Json(DrilledMessage.Of(report), ControlJson.Default.DrilledMessage);
    }

    private static async Task<(T? Asked, IResult? Rejection)> ReadAsync<T>(
        HttpContext context, JsonTypeInfo<T> message, CancellationToken cancellation) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, message, cancellation) is { } asked
                ? (asked, null)
                : (null, Rejection.Of(StatusCodes.Status400BadRequest, "the body must be a JSON object, not null"));
        }
        catch (JsonException garbage)
        {
            return (null, Rejection.Of(StatusCodes.Status400BadRequest, $"the body is not what is taken here: {garbage.Message}"));
        }
    }

    private static JsonHttpResult<ReloadMessage> Answer(Reloaded reloaded) => TypedResults.Json(
        ReloadMessage.Of(reloaded),
        ControlJson.Default.ReloadMessage,
        statusCode: reloaded.Errors.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static JsonHttpResult<HoldsMessage> Holds(SupervisorProtocol.Holds holds) =>
        TypedResults.Json(HoldsMessage.Of(holds), ControlJson.Default.HoldsMessage);

    private async Task<ImmutableArray<Hold>> InForceAsync(CancellationToken cancellation)
    {
        var status = await AskAsync<SupervisorProtocol.Status>(new SupervisorProtocol.GetStatus(), cancellation);
        return [.. status.State.Holds.Where(hold => hold.Until > status.Now.Wall)];
    }

    private static bool TryRead(string? text, long least, long most, out long? number)
    {
        number = null;
        if (text is null)
            return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read < least || read > most)
            return false;
        number = read;
        return true;
    }

    private bool IsKnown(string service) => inForce.Settings.Services.Any(known => known.Name.Text == service);

    private JsonHttpResult<ErrorMessage> Unknown(string service) =>
        Rejection.Unknown(service, inForce.Settings.Services.Select(known => known.Name));

    private static ServiceName? Named(string? service) => service is null ? null : new ServiceName(service);

    // What leaves no decision behind leaves at least its name.
    private void Record(HttpContext context, string asked) => log.LogInformation("{By} asked for {What}", ByOf(context), asked);

    private static string ByOf(HttpContext context) => context.Features.GetRequiredFeature<Caller>().By;

    private Task<T> AskAsync<T>(SupervisorProtocol.IRequest request, CancellationToken cancellation) =>
        root.ActorRef.Ask<T>(request, Patience, cancellation);
}
