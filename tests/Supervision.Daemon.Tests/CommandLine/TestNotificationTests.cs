using System.Collections.Immutable;
using System.Text.Json;
using Supervision.Actors.Notifications;
using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Control;
using HopKind = Supervision.Actors.Notifications.NotifierProtocol.HopKind;

namespace Supervision.Daemon.Tests.CommandLine;

public sealed class TestNotificationTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_person_reads_a_line_for_each_hop()
    {
        var message = Of(
            new DrillCourse("mail", [new(At, HopKind.Stored, ""), new(At, HopKind.Sending, "email"), new(At, HopKind.Delivered, "250 2.0.0 Ok")]),
            new DrillCourse("sms", [new(At, HopKind.NotStored, "disk full"), new(At, HopKind.Sending, "sms"), new(At, HopKind.Later, "timed\nout")]),
            new DrillCourse("hook", [new(At, HopKind.Stored, "")]));

        Assert.Equal(
            [
                "test 5f0a: accepted by the daemon",
                "mail: stored in the outbox",
                "mail: handed to the channel (email)",
                "mail: delivered: 250 2.0.0 Ok",
                "sms: not stored in the outbox, and sent all the same: disk full",
                "sms: handed to the channel (sms)",
                @"sms: not delivered, to be tried again: timed\u000aout",
                "hook: stored in the outbox",
                "hook: no answer yet; it goes on being tried",
            ],
            TestNotificationCommand.Lines(message));
    }

    [Fact]
    public void It_is_delivered_where_every_channel_that_was_asked_for_has_taken_it()
    {
        var taken = new DrillCourse("mail", [new(At, HopKind.Delivered, "250")]);
        var refused = new DrillCourse("sms", [new(At, HopKind.Refused, "401")]);

        Assert.True(Of(taken).Delivered);
        Assert.False(Of(taken, refused).Delivered);
        Assert.False(DrilledMessage.Of(new DrillProtocol.Report("5f0a", [], "no channel is configured", [])).Delivered);
    }

    [Fact]
    public void Programs_read_every_hop_by_its_word()
    {
        var kinds = Enum.GetValues<HopKind>();
        var json = ControlJson.Write(Of(new DrillCourse("mail", [.. kinds.Select(kind => new DrillStation(At, kind, "why"))])));

        var hops = JsonDocument.Parse(json).RootElement.GetProperty("channels")[0].GetProperty("hops").EnumerateArray().ToList();
        Assert.Equal(
            ["no-channel", "stored", "not-stored", "sending", "delivered", "later", "refused"],
            hops.Select(hop => hop.GetProperty("hop").GetString()));
        Assert.Equal(At, hops[0].GetProperty("at").GetDateTimeOffset());
    }

    private static DrilledMessage Of(params ImmutableArray<DrillCourse> courses) =>
        DrilledMessage.Of(new DrillProtocol.Report("5f0a", [.. courses.Select(course => course.Channel)], null, courses));
}
