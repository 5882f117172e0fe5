using System.Globalization;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Routing;
using Supervision.Actors.Hosting;
using Supervision.Actors.Resources;
using Supervision.Core;
using Supervision.Core.Resources;

namespace Supervision.Daemon.Control;

/// <summary>What may be asked about the host's resources: how they stand, and the course that they took.</summary>
internal sealed class ResourceRoutes(IRequiredActor<SupervisionRoot> root, ISamples samples, TimeProvider clock)
{
    private const int MostPoints = 500;
    private const int UsualPoints = 60;
    private static readonly TimeSpan UsualCourse = TimeSpan.FromHours(24);

    // To whom nobody answers, the resources are not watched, or their actor was given up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder app, ResourceRoutes routes) =>
        app.MapGet("/v1/resources", routes.ResourcesAsync).WithMetadata(new Verb(typeof(ResourcesMessage), null, "since", "points"));

    private async Task<IResult> ResourcesAsync(string? since, string? points, CancellationToken cancellation)
    {
        var now = clock.Moment().Wall;
        var from = now - UsualCourse;
        if (since is not null && !DateTimeOffset.TryParseExact(
            since, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out from))
            return Rejection.Of(StatusCodes.Status400BadRequest, "since must be an instant such as 2026-11-23T07:30:00Z");
        var most = UsualPoints;
        if (points is not null
            && (!int.TryParse(points, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MostPoints))
            return Rejection.Of(StatusCodes.Status400BadRequest, $"points must be a whole number from 1 to {MostPoints}");
        try
        {
            var standing = await root.ActorRef.Ask<ResourceProtocol.Now>(new ResourceProtocol.GetNow(), Patience, cancellation);
            var course = await samples.ReadAsync(from, most, cancellation);
            return TypedResults.Json(ResourcesMessage.Of(standing, course, from, now), ControlJson.Default.ResourcesMessage);
        }
        catch (AskTimeoutException)
        {
            return Rejection.Of(
                StatusCodes.Status503ServiceUnavailable, "the resources of this host are not watched; journalctl -u healthcheck says why");
        }
    }
}
