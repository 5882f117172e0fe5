using System.Globalization;
using Npgsql;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>A PostgreSQL of a test's own, run by the user postgres where we are root: it wants no root.</summary>
internal sealed class Cluster : IDisposable
{
    public const string Password = "gizli-şifre";

    private readonly TemporaryDirectory _folder = new();
    private LiveServer? _server;

    private Cluster()
    {
    }

    public int Port { get; } = LiveServer.FreePort();

    public LiveServer Server => _server!;

    public string PasswordFile => _folder.File("password");

    /// <summary>Over TCP with SCRAM, as the role probe.</summary>
    public PostgresTarget OverTcp => new("127.0.0.1", Port, "postgres", "probe", PasswordFile, "select 1", Tls: false);

    /// <summary>At the socket, where everybody is trusted.</summary>
    public PostgresTarget AtSocket => OverTcp with { Host = _folder.Path, PasswordFile = "" };

    public static Cluster Create()
    {
        Skip.If(Folder is null, "there is no PostgreSQL here");
        var cluster = new Cluster();
        File.WriteAllText(cluster.PasswordFile, Password + "\n");
        File.SetUnixFileMode(cluster.PasswordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(0, Tool.Run("chmod", "755", cluster._folder.Path).Exit);
        if (Environment.IsPrivilegedProcess)
            Assert.Equal(0, Tool.Run("chown", "postgres", cluster._folder.Path).Exit);
        var (exit, output) = AsOwner(
            $"{Folder}/initdb", "-D", cluster.Data, "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", "--no-locale", "-E", "UTF8");
        Assert.True(exit == 0, output);
        return cluster;
    }

    /// <summary>Starts it, and makes the role.</summary>
    /// <param name="settings">As <c>name=value</c>.</param>
    public static async Task<Cluster> StartAsync(params string[] settings)
    {
        var cluster = Create();
        cluster.Start(settings);
        await Failsafe.Until(async () => await Looks.At(cluster.AtSocket with { User = "postgres" }) is ProbeOutcome.Passed { What: "the query is answered" });
        await using var admin = await cluster.ConnectAsync("postgres");
        await using var create = new NpgsqlCommand($"create role probe login password '{Password}'", admin);
        await create.ExecuteNonQueryAsync();
        return cluster;
    }

    public void Start(params string[] settings)
    {
        string[] arguments =
        [
            "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _folder.Path, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
            .. settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        _server = LiveServer.Start(Owner[0], [.. Owner[1..], $"{Folder}/postgres", .. arguments]);
    }

    /// <summary>Makes it recover from an archive that never answers: it stays on its way up.</summary>
    public void RecoverForEver()
    {
        var pipe = _folder.File("archive");
        Assert.Equal(0, AsOwner("mkfifo", pipe).Exit);
        Assert.Equal(0, AsOwner("touch", $"{Data}/recovery.signal").Exit);
        Start($"restore_command=cat {pipe} %f %p");
    }

    public async Task<NpgsqlConnection> ConnectAsync(string user)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = _folder.Path,
            Port = Port,
            Username = user,
            Database = "postgres",
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public void Dispose()
    {
        _server?.Dispose();
        _folder.Dispose();
    }

    private string Data => _folder.File("data");

    private static string? Folder { get; } =
        Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => $"{version}/bin").FirstOrDefault() : null;

    private static string[] Owner { get; } =
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : ["env"];

    private static (int Exit, string Output) AsOwner(params string[] command) => Tool.Run(Owner[0], [.. Owner[1..], .. command]);
}
