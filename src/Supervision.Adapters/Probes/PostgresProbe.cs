using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using Npgsql;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>One login and one query, over a connection of its own.</summary>
internal sealed class PostgresProbe(Connections connections, TimeProvider clock)
{
    // SSLRequest of the protocol: its length, and the code that stands in place of a version.
    private static readonly byte[] AreYouThere = [0, 0, 0, 8, 4, 210, 22, 47];

    private static readonly CertificateRules OfThisHost = new(Verify: true, Days: 0, CaFile: "");

    public async Task<ProbeOutcome> LookAsync(PostgresTarget target, Look look)
    {
        var (password, trouble) = PasswordFile.Read(target.PasswordFile);
        trouble ??= await MeetAsync(target, look);
        if (trouble is not null)
            return trouble;
        var (address, unresolved) = await AddressOf(target.Host, look);
        if (address is null)
            return unresolved!;

        look.WaitsForService("logging in");
        var certificate = new CertificateCheck(OfThisHost, clock, () => { });
        try
        {
            await using var source = SourceOf(target, address, password, certificate.Prepare().Options!);
            await using var connection = await source.OpenConnectionAsync(look.Deadline);
            look.WaitsForService("waiting for the answer to the query");
            await AskAsync(connection, target.Query, look);
            return new ProbeOutcome.Passed("the query is answered");
        }
        catch (PostgresException answer)
        {
            look.Deadline.ThrowIfCancellationRequested();
            return PostgresAnswer.Judge(answer.SqlState, answer.MessageText);
        }
        catch (NpgsqlException failure)
        {
            look.Deadline.ThrowIfCancellationRequested();
            return certificate.Refusal is { } refusal ? new ProbeOutcome.Failed(refusal)
                : password is null && PostgresAnswer.WantsPassword(failure) ? PostgresAnswer.NoPassword
                : new ProbeOutcome.Failed((failure.InnerException ?? failure).Message);
        }
    }

    /// <summary>Finds out who is there before the library believes it: by its length field, an HTTP answer would be a message of 1.4
    /// GB.</summary>
    /// <returns>Null where it speaks our language.</returns>
    private async Task<ProbeOutcome?> MeetAsync(PostgresTarget target, Look look)
    {
        var connection = target.Host.StartsWith('/')
            ? await Connections.ToAsync(SocketOf(target), look)
            : await connections.ToAsync(target.Host, target.Port, look);
        if (connection.Socket is not { } socket)
            return connection.Trouble;
        using (socket)
        {
            look.WaitsForService("waiting for the server's first word");
            try
            {
                await socket.SendAsync(AreYouThere, look.Deadline);
                var word = new byte[1];
                return await socket.ReceiveAsync(word, look.Deadline) == 0
                    ? new ProbeOutcome.Failed("the connection ended before the server's first word")
                    : word[0] is (byte)'S' or (byte)'N' or (byte)'E' ? null
                    : new ProbeOutcome.Failed("this is no PostgreSQL");
            }
            catch (SocketException failure)
            {
                return SocketTrouble.Of(failure, target.Host, isPath: false);
            }
        }
    }

    private async Task<(string? Address, ProbeOutcome? Trouble)> AddressOf(string host, Look look)
    {
        if (host.StartsWith('/'))
            return (host, null);
        var (addresses, trouble) = await connections.AddressesOf(host, look);
        return (addresses.FirstOrDefault()?.ToString(), trouble ?? new ProbeOutcome.Unknown($"{host} has no address"));
    }

    private static NpgsqlDataSource SourceOf(
        PostgresTarget target, string address, string? password, SslClientAuthenticationOptions certificate)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(new NpgsqlConnectionStringBuilder
        {
            Host = address,
            Port = target.Port,
            Database = target.Database,
            Username = target.User,
            Password = password,
            ApplicationName = WebRoute.OurName,
            Pooling = false,
            // The look's own deadline is the only one; a query that is given up is not waited for.
            Timeout = 0,
            CommandTimeout = 0,
            CancellationTimeout = -1,
            SslMode = target.Tls ? SslMode.VerifyFull : SslMode.Disable,
            // Never in the clear, whatever the other side asks for.
            RequireAuth = password is null ? null : "ScramSHA256,MD5,None",
        }.ConnectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        if (target.Tls)
        {
            builder.EnableTransportSecurity();
            builder.UseSslClientAuthenticationOptionsCallback(options =>
            {
                options.TargetHost = target.Host;
                options.CertificateChainPolicy = certificate.CertificateChainPolicy;
                options.RemoteCertificateValidationCallback = certificate.RemoteCertificateValidationCallback;
            });
        }

        return builder.Build();
    }

    // The server gives the query up by itself, in case we are not there any more to do it.
    private static async Task AskAsync(NpgsqlConnection connection, string query, Look look)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(string.Create(
                    CultureInfo.InvariantCulture, $"set statement_timeout to {(long)look.Probe.Timeout.TotalMilliseconds}")),
                new NpgsqlBatchCommand(query),
            },
        };
        await batch.ExecuteNonQueryAsync(look.Deadline);
    }

    private static string SocketOf(PostgresTarget target) =>
        string.Create(CultureInfo.InvariantCulture, $"{target.Host.TrimEnd('/')}/.s.PGSQL.{target.Port}");
}
