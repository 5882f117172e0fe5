using Microsoft.AspNetCore.Server.Kestrel.Core;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.Control;

/// <summary>
/// The control socket: HTTP over a Unix socket, for root and the members of the group <c>healthcheck</c>, by the kernel's word. It takes no
/// command, path or argument from anybody; what it does take is in <see cref="ControlRoutes"/> and in <c>docs/openapi.yaml</c>.
/// </summary>
internal static class ControlSocket
{
    public const string FileName = "control.sock";

    /// <summary>The largest body that is read, in bytes.</summary>
    public const int LargestBody = 64 * 1024;

    private const int MostConnections = 64;

    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    public static void Listen(WebApplicationBuilder builder, HealthcheckSettings settings, TimeProvider clock)
    {
        var path = Path.Combine(settings.Directories.Control, FileName);

        // What lies there is of a dead life: the lock on the state directory says that no other daemon lives.
        File.Delete(path);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(path, socket =>
            {
                socket.Protocols = HttpProtocols.Http1;
                socket.Use(inside => new Doorkeeper(settings.Host, clock, inside).ReceiveAsync);
            });
            kestrel.AddServerHeader = false;
            Bound(kestrel.Limits);
        });
    }

    /// <summary>To be called once the socket is there: until then only its directory guards it.</summary>
    public static void Open(string directory) => File.SetUnixFileMode(Path.Combine(directory, FileName), OwnerAndGroup);

    // Of somebody who sends without end, or never to the end, no more is kept than this. The rates of bodies are Kestrel's own.
    private static void Bound(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxRequestBodySize = LargestBody;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeaderCount = 32;
        limits.MaxRequestHeadersTotalSize = 8 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
    }
}
