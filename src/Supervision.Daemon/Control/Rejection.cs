using Microsoft.AspNetCore.Http.HttpResults;
using Supervision.Core.Services;

namespace Supervision.Daemon.Control;

/// <summary>Answers to requests that nothing comes of.</summary>
internal static class Rejection
{
    public static JsonHttpResult<ErrorMessage> Of(int status, string why) =>
        TypedResults.Json(new ErrorMessage(why), ControlJson.Default.ErrorMessage, statusCode: status);

    public static JsonHttpResult<ErrorMessage> Unknown(string service, IEnumerable<ServiceName> known) =>
        Of(StatusCodes.Status404NotFound, $"{service} is no service here; there are {string.Join(", ", known)}");

    /// <summary>What was asked is understood, and is not to be.</summary>
    public static JsonHttpResult<ErrorMessage> Unfit(string why) => Of(StatusCodes.Status422UnprocessableEntity, why);
}
