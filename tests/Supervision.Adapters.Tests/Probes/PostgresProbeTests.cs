using Npgsql;
using Supervision.Adapters.Probes;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>A real PostgreSQL in good and in bad states, and what only claims to be one.</summary>
public sealed class PostgresProbeTests
{
    private static readonly PostgresTarget Nowhere = new("127.0.0.1", 1, "postgres", "probe", "", "select 1", Tls: false);

    [SkippableFact]
    public async Task A_query_is_answered_over_scram_and_at_the_socket_and_a_refused_login_is_an_answer_too()
    {
        using var cluster = await Cluster.StartAsync();
        Assert.Equal(new ProbeOutcome.Passed("the query is answered"), await Looks.At(cluster.OverTcp));
        Assert.Equal(new ProbeOutcome.Passed("the query is answered"), await Looks.At(cluster.AtSocket));
        Assert.Equal(PostgresAnswer.NoPassword, await Looks.At(cluster.OverTcp with { PasswordFile = "" }));

        await File.WriteAllTextAsync(cluster.PasswordFile, "falsch");
        var refused = Assert.IsType<ProbeOutcome.Passed>(await Looks.At(cluster.OverTcp));
        Assert.Equal("answers, and refuses the login: password authentication failed for user \"probe\" (28P01)", refused.Detail);

        Assert.Equal(
            "answers, and refuses the login: role \"nobody\" does not exist (28000)",
            Assert.IsType<ProbeOutcome.Passed>(await Looks.At(cluster.AtSocket with { User = "nobody" })).Detail);
        Assert.IsType<ProbeOutcome.Passed>(await Looks.At(cluster.AtSocket with { Database = "none" }));
    }

    [SkippableFact]
    public async Task A_query_that_fails_is_told_from_one_that_is_wrong_and_from_one_that_hangs()
    {
        using var cluster = await Cluster.StartAsync();
        Assert.StartsWith(
            "the query itself is wrong", Assert.IsType<ProbeOutcome.Unknown>(await Looks.At(cluster.AtSocket with { Query = "selekt 1" })).Detail, StringComparison.Ordinal);
        Assert.Equal(
            new ProbeOutcome.Failed("division by zero (22012)"), await Looks.At(cluster.AtSocket with { Query = "select 1/0" }));

        var clock = new HandClock();
        var hanging = Looks.At(cluster.AtSocket with { Query = "select pg_sleep(1000)" }, clock);
        await using var admin = await cluster.ConnectAsync("postgres");
        await using var running = new NpgsqlCommand("select count(*) from pg_stat_activity where query like '%pg_sleep(1000)%' and usename = 'probe'", admin);
        await Failsafe.Until(async () => (long)(await running.ExecuteScalarAsync())! == 1);
        clock.RunOut();

        Assert.Equal(new ProbeOutcome.Failed("no answer within 10s, while waiting for the answer to the query"), await hanging);

        // The server was told how long it may work for us, and we are not there any more.
        await Failsafe.Until(async () => (long)(await running.ExecuteScalarAsync())! == 0);
    }

    [SkippableFact]
    public async Task Out_of_connections_it_is_impaired()
    {
        using var cluster = await Cluster.StartAsync("max_connections=5", "superuser_reserved_connections=1");
        var taken = new List<NpgsqlConnection>();
        try
        {
            for (var at = 0; at < 4; at++)
                taken.Add(await cluster.ConnectAsync("probe"));
            Assert.EndsWith("(53300)", Assert.IsType<ProbeOutcome.Impaired>(await Looks.At(cluster.OverTcp)).Detail, StringComparison.Ordinal);

            taken.Add(await cluster.ConnectAsync("postgres"));
            Assert.Equal(new ProbeOutcome.Impaired("sorry, too many clients already (53300)") { Refuses = true }, await Looks.At(cluster.AtSocket));
        }
        finally
        {
            taken.ForEach(connection => connection.Dispose());
        }

        await Failsafe.Until(async () => await Looks.At(cluster.OverTcp) is ProbeOutcome.Passed);
    }

    [SkippableFact]
    public async Task On_its_way_up_it_is_starting_stopped_it_has_failed_and_gone_it_refuses()
    {
        using var cluster = Cluster.Create();
        cluster.RecoverForEver();
        await Failsafe.Until(async () => await Looks.At(cluster.AtSocket) is not ProbeOutcome.Failed);
        Assert.Equal(new ProbeOutcome.Starting("the database system is starting up (57P03)"), await Looks.At(cluster.AtSocket));

        cluster.Server.Signal("STOP");
        var late = await new HostProbes(TimeProvider.System).LookAsync(
            Looks.Of(cluster.OverTcp) with { Timeout = TimeSpan.FromMilliseconds(500) }, null, CancellationToken.None).WaitAsync(Failsafe.Time);
        Assert.StartsWith("no answer within 500ms", Assert.IsType<ProbeOutcome.Failed>(late).Detail, StringComparison.Ordinal);

        cluster.Server.Dispose();
        Assert.IsType<ProbeOutcome.Failed>(await Looks.At(cluster.OverTcp));
    }

    [Theory]
    [InlineData("57P03", "the database system is starting up", typeof(ProbeOutcome.Starting))]
    [InlineData("57P03", "the database system is not yet accepting connections", typeof(ProbeOutcome.Starting))]
    [InlineData("57P03", "the database system is shutting down", typeof(ProbeOutcome.Impaired))]
    [InlineData("57P03", "the database system is in recovery mode", typeof(ProbeOutcome.Impaired))]
    [InlineData("57P03", "veritabanı sistemi kapatılıyor", typeof(ProbeOutcome.Impaired))]
    [InlineData("57P03", "veritabanı kurtarma modundadır", typeof(ProbeOutcome.Impaired))]
    [InlineData("57P01", "terminating connection due to administrator command", typeof(ProbeOutcome.Impaired))]
    [InlineData("53100", "could not extend file", typeof(ProbeOutcome.Impaired))]
    [InlineData("28P01", "password authentication failed", typeof(ProbeOutcome.Passed))]
    [InlineData("XX000", "could not read block 0", typeof(ProbeOutcome.Failed))]
    public void An_answer_is_classified_by_its_state(string state, string message, Type outcome) =>
        Assert.IsType(outcome, PostgresAnswer.Judge(state, message));

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "this is no PostgreSQL")]
    [InlineData("-ERR unknown command\r\n", "this is no PostgreSQL")]
    [InlineData("", "the connection ended before the server's first word")]
    public async Task Who_is_no_postgresql_has_failed_and_is_not_read_any_further(string answer, string told)
    {
        using var server = Listener.ThatSays(answer);

        Assert.Equal(new ProbeOutcome.Failed(told), await Looks.At(Nowhere with { Port = server.Port }));
    }

    [Fact]
    public async Task Who_says_the_first_word_and_then_garbage_has_failed()
    {
        using var server = Listener.ThatSays("N\0\0\0\u0001garbage");

        Assert.IsNotType<ProbeOutcome.Passed>(await Looks.At(Nowhere with { Port = server.Port }));
    }

    [Fact]
    public async Task A_server_that_hangs_has_failed()
    {
        using var server = Listener.ThatHangsAfter("");

        Assert.Equal(
            new ProbeOutcome.Failed("no answer within 10s, while waiting for the server's first word"),
            await Looks.UpTo(server.Stage, Nowhere with { Port = server.Port }));
    }
}
