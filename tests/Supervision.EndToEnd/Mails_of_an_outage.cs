using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>People hear of an outage once, with its root and what follows from it, and once more when it is over.</summary>
public sealed class Mails_of_an_outage
{
    [SkippableFact]
    public async Task Are_one_when_it_begins_and_one_when_it_is_over()
    {
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithQuickRecovery("healthcheck.recovery.collect = 5s").WithMail());

        await host.KillAllOfAsync("gunicorn.service");
        await host.UntilIncidentsAreOverAsync(1);
        var mails = await host.MailsAfterAllAsync(2);
        AssertStory(mails, "gunicorn");
        Assert.All(mails, mail => Assert.True(mail.HasHtml));
        Assert.Distinct(mails.Select(mail => mail.Id));

        // PostgreSQL takes those down that need it; they are named under it, and have no mails of their own.
        await host.KillAllOfAsync("gunicorn.service", "daphne.service", await host.PostgresInstanceAsync());
        await host.UntilIncidentsAreOverAsync(2);
        mails = [.. (await host.MailsAfterAllAsync(5)).Skip(3)];
        AssertStory(mails, "postgresql");
        Assert.Matches("Bu yüzden etkilenenler: .*gunicorn", mails[0].Text);
        Assert.Matches("Bu yüzden etkilenenler: .*daphne", mails[0].Text);
        Assert.Contains("gunicorn", mails[1].Text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Arrive_once_where_the_mail_server_was_away_for_the_outage()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery().WithMail());
        await host.StopAsync(MailServer.Unit);

        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);
        Assert.Equal(1, (await host.HealthcheckAsync("test-notification", "mail")).ExitCode);
        await host.StartUnitAsync(MailServer.Unit);

        var mails = await host.MailsAfterAllAsync(3);
        AssertStory([.. mails.Where(mail => !mail.Subject.StartsWith("[DENEME]", StringComparison.Ordinal))], "alpha");
        Assert.Equal(3, mails.Count);
    }

    [SkippableFact]
    public async Task Are_neither_lost_nor_doubled_where_the_daemon_is_killed_before_they_are_sent()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery().WithMail());
        await host.StopAsync(MailServer.Unit);
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);

        // Both are stored by now, or soon: what the daemon is asked after them is answered after them.
        await host.HealthcheckAsync("test-notification", "mail");
        await host.KillMainOfAsync(Installed.Unit);
        await host.StartUnitAsync(MailServer.Unit);

        await host.EventuallyAsync(
            async () => (await host.MailsAsync()).Any(mail => mail.Subject.EndsWith("yeniden çalışıyor", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(3));
        // Besides these two there are the test that nobody waited for, and the daemon's word of its own end.
        var mails = await host.MailsAfterAllAsync(4);
        AssertStory([.. mails.Where(mail => mail.Subject.Contains("alpha", StringComparison.Ordinal))], "alpha");
        Assert.Single(mails, mail => mail.Subject.EndsWith("beklenmedik biçimde kapandıktan sonra yeniden başladı", StringComparison.Ordinal));
        Assert.Equal(4, mails.Count);
        Assert.Distinct(mails.Select(mail => mail.Id));
    }

    private static void AssertStory(IReadOnlyList<Mail> mails, string root) => Assert.Collection(
        mails,
        mail => Assert.Matches($@"^\[KRİTİK\] \S+: {root} servisi çalışmıyor$", mail.Subject),
        mail => Assert.Matches($@"^\[DÜZELDİ\] \S+: {root} servisi yeniden çalışıyor$", mail.Subject));
}
