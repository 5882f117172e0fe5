using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Core.Notifications;
using Supervision.Core.Services;
using Supervision.Simulation.Notifications;

namespace Supervision.Actors.Tests.Notifications;

/// <summary>The whole tree, from a killed unit to the mail in somebody's box.</summary>
public class NotifierSpecs : TestKit
{
    private static readonly ImmutableArray<ChannelSettings> Channels = [VirtualTarget.Mail()];

    private readonly Rehearsal _rehearsal;

    public NotifierSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _rehearsal = new Rehearsal(Sys)
        {
            Notify = new NotifySettings(Channels, RouteRules.Default(Channels)),
            CeleryNeeds = [new ServiceName("gunicorn")],
        };

    [Fact]
    public void An_outage_is_one_mail_when_it_begins_and_one_when_it_is_over()
    {
        Begin();

        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(["incident-opened", "recovered"], Events);
        Assert.Equal("[KRİTİK] web1: gunicorn servisi çalışmıyor", Taken[0].Subject);
        Assert.Contains("Bu yüzden etkilenenler: celery", Taken[0].Text, StringComparison.Ordinal);
        Assert.Equal("[DÜZELDİ] web1: gunicorn servisi yeniden çalışıyor", Taken[1].Subject);
        Assert.Empty(_rehearsal.Outbox.History.Waiting);
        Assert.Empty(_rehearsal.Outbox.History.Told);
        Assert.Empty(_rehearsal.Unhandled);
    }

    [Fact]
    public void Both_mails_arrive_once_where_the_channel_was_down_for_a_day()
    {
        _rehearsal.Channels.Answers = (_, _) => new Delivery.Later("connection refused");
        Begin();

        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromDays(1));
        Assert.Empty(Taken);
        _rehearsal.Channels.Answers = (_, _) => new Delivery.Delivered("250 OK");
        _rehearsal.Pass(TimeSpan.FromDays(1));

        Assert.Equal(["incident-opened", "recovered"], Events);
    }

    [Fact]
    public void Nothing_is_sent_before_it_is_stored_and_nothing_after_its_delivery_was()
    {
        Begin();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromMinutes(10));

        var stored = _rehearsal.Outbox.Entries.OfType<OutboxEntry.Queued>().SelectMany(entry => entry.Messages).ToList();
        var delivered = _rehearsal.Outbox.Entries.OfType<OutboxEntry.Delivered>().Select(entry => entry.Message);

        Assert.Equal(stored, _rehearsal.Channels.Tries);
        Assert.Equal(stored.Select(message => message.Id), delivered);
    }

    [Fact]
    public void A_disk_that_takes_nothing_keeps_nobody_from_being_told()
    {
        Begin();
        _rehearsal.Outbox.Failing = "disk full";
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(["incident-opened", "recovered"], Events);

        _rehearsal.Outbox.Failing = null;
        _rehearsal.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(2, _rehearsal.Channels.Tries.Count);
        Assert.Equal(2, _rehearsal.Outbox.History.LastMessage);
        Assert.Empty(_rehearsal.Outbox.History.Waiting);
    }

    [Fact]
    public void Decisions_are_not_kept_waiting_by_a_channel_that_never_answers()
    {
        _rehearsal.Channels.Takes = null;
        Begin();

        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Equal(1, _rehearsal.Channels.UnderWay);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(30)]
    public void A_crash_of_the_notifier_loses_nothing_and_doubles_nothing(int seconds)
    {
        _rehearsal.Channels.Takes = TimeSpan.FromSeconds(3);
        Begin();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);

        _rehearsal.Pass(seconds);
        _rehearsal.Actor("notifier").Tell(Kill.Instance);
        _rehearsal.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(["incident-opened", "recovered"], Events);
        Assert.Equal(2, _rehearsal.Channels.Tries.Count);
        Assert.Empty(_rehearsal.BrokenBecause);
        Assert.Empty(_rehearsal.Outbox.History.Waiting);
    }

    private List<OutgoingMessage> Taken => _rehearsal.Channels.Taken;

    private IEnumerable<string> Events => Taken.Select(message => message.Event);

    private void Begin()
    {
        _rehearsal.Begin();
        _rehearsal.Pass(5);
        Assert.Equal(1, _rehearsal.ReadyTimes);
    }
}
