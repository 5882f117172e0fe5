using Supervision.Core.Holds;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Resources;
using static Supervision.Core.Tests.Notifications.Switchboard;

namespace Supervision.Core.Tests.Notifications;

public sealed class MessageTextTests
{
    private const string Hostile = "\u001b[31mred\u001b[0m \u202Egnp.exe <script>alert(1)</script>\r\nBcc: x@y & \ud800";

    private static readonly Reading Disk = new(new Metric(MetricKind.Disk, "/var"), 91.5 * 1024 * 1024 * 1024, 100.0 * 1024 * 1024 * 1024);

    public static TheoryData<string, Language> Every()
    {
        var every = new TheoryData<string, Language>();
        foreach (var kind in typeof(Notice).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Notice)) && type != typeof(Notice.Standing)))
        {
            every.Add(kind.Name, Language.Turkish);
            every.Add(kind.Name, Language.English);
        }

        return every;
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Every_notice_has_its_message_in_both_languages_and_nothing_in_it_is_obeyed(string kind, Language language)
    {
        var notice = Samples(Beginning).Single(sample => sample.GetType().Name == kind);
        var board = new Switchboard(With(Email) with { Routes = [new Route("all", ["email"], Severity.Info, [], null, [])] }, language).Start();
        var begins = NoticeFacts.Of(notice).Course == NoticeCourse.Ends;
        if (begins)
            board.Hear(Samples(Beginning).First(sample => NoticeFacts.Of(sample).Topic == NoticeFacts.Of(notice).Topic && sample != notice));

        var message = board.Hear(notice).Taken[^1];

        Assert.Equal(NoticeFacts.Of(notice).Event, message.Event);
        Assert.DoesNotContain(message.Subject, char.IsControl);
        Assert.DoesNotContain(message.Text.Replace("\n", "", StringComparison.Ordinal), char.IsControl);
        Assert.DoesNotContain('\u202E', message.Text + message.Html);
        Assert.DoesNotContain("<script", message.Html, StringComparison.Ordinal);
        Assert.Contains(language == Language.Turkish ? "23.11.2026 07:20" : "2026-11-23 07:20", message.Text, StringComparison.Ordinal);
        Assert.Contains("web1", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_has_a_comma_in_Turkish()
    {
        var board = new Switchboard(With(Email), Language.Turkish).Start();

        board.Hear(new Notice.ResourceRaised(board.Wall, Disk, Severity.Warning, 85));

        Assert.Contains("Değer: 91,5% (91,5 GiB / 100 GiB)", board.Taken[0].Text, StringComparison.Ordinal);
        Assert.Contains("Eşik: 85%", board.Taken[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_cut_between_letters_as_people_see_them()
    {
        const string Family = "e\u0301";

        Assert.Equal($"{Family}{Family}…", SafeText.Cut(string.Concat(Enumerable.Repeat(Family, 4)), 6));
        Assert.Equal("şğı", SafeText.Line("şğı", 3));
        Assert.Equal("a b", SafeText.Line("a\r\n\tb\n", 10));
        Assert.Equal("\\u001b[31m", SafeText.Line("\u001b[31m", 20));
    }

    [Fact]
    public void A_small_screen_shows_what_where_and_why()
    {
        var board = new Switchboard(With(Sms), Language.Turkish).Start();

        board.Hear(board.Opened(1));

        Assert.Equal("web1: nginx servisi çalışmıyor. nginx.service is failed (signal)", board.Taken[0].Text);
    }

    private static IEnumerable<Notice> Samples(DateTimeOffset at)
    {
        var (incident, nginx) = (new IncidentId(7), Name("nginx"));
        yield return new Notice.IncidentOpened(at, incident, nginx, [Name("celery")], Hostile) { Next = new Outlook(OutlookKind.Backend, "") { Left = 2 } };
        yield return new Notice.IncidentChanged(at, incident, nginx, [Name("celery")], Hostile);
        yield return new Notice.RunFailed(at, incident, nginx, Hostile, 2);
        yield return new Notice.GaveUp(at, incident, nginx, Hostile, at);
        yield return new Notice.Recovered(at, incident, nginx, [nginx], "by itself", TimeSpan.FromMinutes(3));
        yield return new Notice.FlappingBegan(at, nginx, Hostile);
        yield return new Notice.FlappingEnded(at, nginx);
        yield return new Notice.ResourceRaised(at, Disk, Severity.Warning, 85);
        yield return new Notice.ResourceRunsOut(at, Disk, at);
        yield return new Notice.ResourceCleared(at, Disk);
        yield return new Notice.CertificateEnding(at, nginx, "http", Hostile);
        yield return new Notice.CertificateRenewed(at, nginx, "http");
        yield return new Notice.DaemonRestarted(at, Hostile);
        yield return new Notice.HoldEnding(at, new Hold(new HoldId(1), null, at, at, Hostile, "root"));
        yield return new Notice.Readiness(at, Light.Amber, [Hostile]);
        yield return new Notice.Test(at, "mark");
    }
}
