using Supervision.Core.Hosting;

namespace Supervision.Core.Notifications;

/// <summary>Telling an outside service that we live: <c>healthcheck.heartbeat</c>.</summary>
/// <param name="Url">Who knows it can speak in our name, so it is shown nowhere as a whole; null for no heartbeat.</param>
/// <param name="Timeout">For one ping as a whole; not longer than <paramref name="Every"/>.</param>
public sealed record HeartbeatSettings(Uri? Url, TimeSpan Every, HeartbeatMethod Method, TimeSpan Timeout)
{
    /// <summary>No heartbeat.</summary>
    public static HeartbeatSettings None { get; } = new(null, TimeSpan.FromMinutes(1), HeartbeatMethod.Get, TimeSpan.FromSeconds(10));

    /// <summary>Where a signal goes: as healthchecks.io has it, with its word behind the path and before the query.</summary>
    /// <exception cref="InvalidOperationException">There is no heartbeat.</exception>
    public Uri For(HeartbeatSignal signal)
    {
        var url = Url ?? throw new InvalidOperationException("there is no heartbeat");
        if (signal == HeartbeatSignal.Success)
            return url;
        var word = signal == HeartbeatSignal.Start ? "start" : "fail";
        return new UriBuilder(url) { Path = $"{url.AbsolutePath.TrimEnd('/')}/{word}" }.Uri;
    }

    /// <summary>The URL for people: whose it is, and a mark by which another one is told apart.</summary>
    public string Shown => UndisclosedText.Of(Url);
}

/// <summary>How an address is asked for.</summary>
public enum HeartbeatMethod
{
    Get,
    Post,
}

/// <summary>What a ping says.</summary>
public enum HeartbeatSignal
{
    /// <summary>The daemon watches from now on.</summary>
    Start,

    /// <summary>All that decides has answered, and nothing is down.</summary>
    Success,

    /// <summary>All that decides has answered, and something is down or given up.</summary>
    Fail,
}
