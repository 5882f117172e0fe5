using Supervision.Core.Configuration;

namespace Supervision.Core.Notifications;

/// <summary>Reads <c>healthcheck.heartbeat</c>. The URL is a secret of sorts: no error quotes it.</summary>
internal static class HeartbeatSettingsReader
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(10);

    public static HeartbeatSettings Read(Section heartbeat)
    {
        var settings = new HeartbeatSettings(
            Url(heartbeat, "url"),
            heartbeat.Duration("every", Soonest, TimeSpan.FromDays(1)),
            heartbeat.OneOf("method", ("GET", HeartbeatMethod.Get), ("POST", HeartbeatMethod.Post)),
            heartbeat.Duration("timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        if (settings.Timeout > settings.Every && heartbeat.IsSound("timeout") && heartbeat.IsSound("every"))
            heartbeat.Reject("timeout", "is longer than every", "write at most as much as every, such as 10s");
        return settings;
    }

    private static Uri? Url(Section heartbeat, string key)
    {
        var text = heartbeat.Text(key);
        if (text.Length == 0)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
            heartbeat.Reject(key, "is no address of the web", "write it as the outside service gives it: https://hc-ping.com/…");
        else if (url.UserInfo.Length > 0)
            heartbeat.Reject(key, "has a user or a password in it", "leave that out: the path is what the outside service knows us by");
        else if (url.Fragment.Length > 0)
            heartbeat.Reject(key, "has a fragment, which is never sent", "leave out what follows the #");
        else if (url.Port == 0)
            heartbeat.Reject(key, "has the port 0", "write a port from 1 to 65535, or none");
        else
            return url;
        return null;
    }
}
