using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>One kind of probe, as <c>kind</c> names it.</summary>
/// <param name="Name">The word of <c>kind</c>, and the key of its own defaults under <c>healthcheck.probes</c>.</param>
/// <param name="Read">Reads what it asks. Whatever is still empty and is one of <paramref name="Needs"/> is passed over in silence: in
/// the section of the kind it is no mistake.</param>
/// <param name="Needs">The keys without which it asks nothing, each with what to write.</param>
internal sealed record ProbeKind(string Name, Func<Section, IProbeTarget> Read, params ImmutableArray<(string Key, string Remedy)> Needs)
{
    /// <summary>Every kind there is. A new one is one line here, a section in reference.conf, and a class of the adapters that carries it
    /// out.</summary>
    public static ImmutableArray<ProbeKind> All { get; } =
    [
        new("tcp", TcpTargetReader.Read, Host, ("port", "write the port, such as port = 8000")),
        new("unix", UnixTargetReader.Read, ("path", "write the socket's path, such as path = \"/run/gunicorn.sock\"")),
        new("http", HttpTargetReader.Read, ("url", "write the address, such as url = \"http://127.0.0.1/\"")),
        new("websocket", WebSocketTargetReader.Read, ("url", "write the address, such as url = \"ws://127.0.0.1:8001/ws/\"")),
        new(
            "postgres",
            PostgresTargetReader.Read,
            Host,
            ("port", "write port = 5432"),
            ("database", "write database = postgres"),
            ("user", "write user = healthcheck")),
        new("redis", RedisTargetReader.Read, Host, ("port", "write port = 6379")),
        new("process", ProcessTargetReader.Read),
        new("file", FileTargetReader.Read, ("path", "write the file's path, such as path = \"/run/app/alive\"")),
        new("command", CommandTargetReader.Read, ("run", "write program and arguments, such as run = [\"/usr/local/bin/check\"]")),
        new("celery-worker", CeleryWorkerTargetReader.Read, Host, ("port", "write port = 6379"), ("queues", "write queues = [celery]")),
        new("celery-beat", CeleryBeatTargetReader.Read, Host, ("port", "write port = 6379"), ("queues", "write queues = [celery]")),
    ];

    private static (string Key, string Remedy) Host => ("host", "write host = \"127.0.0.1\"");
}
