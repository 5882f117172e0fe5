using Supervision.Core.Messages;

namespace Supervision.Core.Tests.Messages;

public sealed class ServiceLogLineTests
{
    [Theory]
    [InlineData("2026-11-23T04:30:00Z", "Europe/Istanbul", "Mon Nov 23 07:30:00 +03 2026: x")]
    [InlineData("2026-07-05T21:59:59Z", "Europe/Istanbul", "Mon Jul  6 00:59:59 +03 2026: x")]
    [InlineData("2026-01-01T00:00:00Z", "Europe/Berlin", "Thu Jan  1 01:00:00 CET 2026: x")]
    [InlineData("2026-07-10T10:05:09Z", "Europe/Berlin", "Fri Jul 10 12:05:09 CEST 2026: x")]
    [InlineData("2026-03-29T00:59:59Z", "Europe/Berlin", "Sun Mar 29 01:59:59 CET 2026: x")]
    [InlineData("2026-03-29T01:00:00Z", "Europe/Berlin", "Sun Mar 29 03:00:00 CEST 2026: x")]
    [InlineData("2026-10-25T00:30:00Z", "Europe/Berlin", "Sun Oct 25 02:30:00 CEST 2026: x")]
    [InlineData("2026-10-25T01:30:00Z", "Europe/Berlin", "Sun Oct 25 02:30:00 CET 2026: x")]
    [InlineData("2026-11-23T04:30:00Z", "America/New_York", "Sun Nov 22 23:30:00 EST 2026: x")]
    [InlineData("2026-11-23T04:30:00Z", "UTC", "Mon Nov 23 04:30:00 UTC 2026: x")]
    [InlineData("2026-11-23T04:30:00Z", "Etc/UTC", "Mon Nov 23 04:30:00 UTC 2026: x")]
    public void The_date_is_printed_as_the_C_locale_prints_it(string instant, string zone, string line) =>
        Assert.Equal(line, ServiceLogLine.Format(
            DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone), "x"));

    [Fact]
    public void An_instant_in_any_offset_is_printed_in_the_zone_of_the_configuration() =>
        Assert.Equal(
            "Mon Nov 23 07:41:07 +03 2026: gunicorn servisi başarıyla başlatıldı.",
            ServiceLogLine.Format(
                new DateTimeOffset(2026, 11, 22, 23, 41, 7, TimeSpan.FromHours(-5)),
                TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul"),
                Catalogue.Turkish.Say(new Announcement.ServiceRecovered(new("gunicorn")))));

    [Theory]
    [InlineData("celery", "celery servisi çalışmıyor!", true)]
    [InlineData("celery", "celerybeat servisi çalışmıyor!", false)]
    [InlineData("celery", "with it: gunicorn, celery.", true)]
    [InlineData("celery", "celerybeat, then (celery)", true)]
    [InlineData("celery", "celery.service failed", false)]
    [InlineData("celery", "celery@1 servisi", false)]
    [InlineData("celery@1", "celery@1 servisi", true)]
    [InlineData("celery", "my-celery servisi", false)]
    [InlineData("celery", "Celery servisi", false)]
    [InlineData("Mon", "celery servisi", false)]
    [InlineData("şube", "şube servisi", true)]
    public void A_line_names_a_service_by_a_word_of_its_own(string service, string sentence, bool names) =>
        Assert.Equal(names, ServiceLogLine.Names($"Mon Nov 23 07:41:07 +03 2026: {sentence}", service));
}
