using Akka.Actor;

namespace Supervision.Daemon.Control;

/// <summary>
/// Before every route: refuses what no route takes (a body that is too large or not asked for, a name in the query that nobody knows), and
/// turns what goes wrong behind it into an answer with a sentence.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await (await RefusalAsync(context) is { } refusal ? refusal.ExecuteAsync(context) : next(context));
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            var what = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : $"this is no request: {bad.Message}";
            await Rejection.Of(bad.StatusCode, what).ExecuteAsync(context);
        }
        catch (AskTimeoutException) when (!context.Response.HasStarted)
        {
            await Rejection.Of(StatusCodes.Status503ServiceUnavailable, "the supervisor does not answer; see journalctl -u healthcheck")
                .ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Who asked has gone.
        }
    }

    private static string TooLarge => $"a body may have {ControlSocket.LargestBody} bytes at most";

    private static async Task<IResult?> RefusalAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } route)
            return Rejection.Of(StatusCodes.Status404NotFound, "there is no such path; docs/openapi.yaml lists them");
        var verb = route.Metadata.GetMetadata<Verb>();
        var known = verb?.Query ?? [];
        if (context.Request.Query.FirstOrDefault(given => !known.Contains(given.Key)) is { Key: not null } stranger)
            return Rejection.Of(StatusCodes.Status400BadRequest, known.Length == 0
                ? $"this takes nothing in the query, and there is '{stranger.Key}'"
                : $"'{stranger.Key}' is not known in the query here; there are {string.Join(", ", known)}");
        if (context.Request.Query.FirstOrDefault(given => given.Value.Count > 1) is { Key: not null } twice)
            return Rejection.Of(StatusCodes.Status400BadRequest, $"'{twice.Key}' stands in the query more than once");

        return verb?.Body is null && await HasBodyAsync(context)
            ? Rejection.Of(StatusCodes.Status400BadRequest, "this takes no body")
            : null;
    }

    private static async Task<bool> HasBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > ControlSocket.LargestBody)
            throw new BadHttpRequestException(TooLarge, StatusCodes.Status413PayloadTooLarge);
        return await context.Request.Body.ReadAsync(new byte[1], context.RequestAborted) > 0;
    }
}
