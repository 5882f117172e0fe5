using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Actors.Notifications;
using Supervision.Core.Notifications;
using Supervision.Simulation.Notifications;

namespace Supervision.Actors.Tests.Notifications;

/// <summary>A test of the ways to people, from the tree's root to the other side and back.</summary>
public class DrillSpecs : TestKit
{
    private static readonly ImmutableArray<ChannelSettings> Both = [VirtualTarget.Mail(), VirtualTarget.Sms()];

    public DrillSpecs()
        : base(Rehearsal.BeginVirtualTime())
    {
    }

    [Fact]
    public void Every_hop_is_told_in_the_order_in_which_it_was_reached()
    {
        var rehearsal = Begin(Both);

        var report = Drill(rehearsal, "sms");

        var course = Assert.Single(report.Courses);
        Assert.Equal(("sms", true), (course.Channel, course.IsDelivered));
        Assert.Equal(
            [(NotifierProtocol.HopKind.Stored, ""), (NotifierProtocol.HopKind.Sending, "sms"), (NotifierProtocol.HopKind.Delivered, "taken")],
            course.Stations.Select(station => (station.Kind, station.Detail)));
        var message = Assert.Single(rehearsal.Channels.Taken);
        Assert.Contains("5f0a", message.Subject, StringComparison.Ordinal);
        Assert.Contains(rehearsal.Outbox.Entries.OfType<OutboxEntry.Queued>(), entry => entry.Messages.Contains(message));
        Assert.Empty(rehearsal.Unhandled);
    }

    [Fact]
    public void Without_a_name_every_channel_is_tried_and_each_has_its_answer()
    {
        var rehearsal = Begin(Both);
        rehearsal.Channels.Answers = (channel, _) => channel.Name == "sms" ? new Delivery.Refused("401 wrong key") : new Delivery.Later("connection refused");

        var report = Drill(rehearsal, null);

        Assert.Equal(["email", "sms"], report.Courses.Select(course => course.Channel));
        Assert.All(report.Courses, course => Assert.False(course.IsDelivered));
        Assert.Equal("connection refused", report.Courses[0].Stations[^1].Detail);
        Assert.Equal((NotifierProtocol.HopKind.Refused, "401 wrong key"), (report.Courses[1].Stations[^1].Kind, report.Courses[1].Stations[^1].Detail));
    }

    [Fact]
    public void An_outbox_that_cannot_be_written_is_told_and_the_test_is_sent_all_the_same()
    {
        var rehearsal = Begin(Both);
        rehearsal.Outbox.Failing = "disk full";

        var course = Assert.Single(Drill(rehearsal, "email").Courses);

        Assert.Equal((NotifierProtocol.HopKind.NotStored, "disk full"), (course.Stations[0].Kind, course.Stations[0].Detail));
        Assert.True(course.IsDelivered);
    }

    [Fact]
    public void A_channel_that_hangs_is_waited_for_and_then_told_as_it_is()
    {
        var rehearsal = Begin(Both);
        rehearsal.Channels.Takes = null;

        var course = Assert.Single(Drill(rehearsal, "email").Courses);

        Assert.Equal(NotifierProtocol.HopKind.Sending, course.Stations[^1].Kind);
        Assert.Equal((false, false), (course.IsDelivered, course.IsOver));
    }

    [Fact]
    public void A_channel_that_is_none_is_told_with_those_there_are()
    {
        var rehearsal = Begin(Both);

        var report = Drill(rehearsal, "pigeon");

        Assert.Empty(report.Courses);
        Assert.Null(report.Trouble);
        Assert.Equal(["email", "sms"], report.Known.AsEnumerable());
        Assert.Empty(rehearsal.Channels.Tries);
    }

    [Fact]
    public void Where_nobody_is_told_anything_that_is_the_answer()
    {
        Assert.StartsWith("no channel is configured", Drill(Begin([]), null).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notifier_that_is_gone_or_stuck_is_told_as_such()
    {
        var rehearsal = Begin(Both);
        ((IInternalActorRef)rehearsal.Actor("notifier")).Suspend();

        Assert.StartsWith("the notifier does not answer", Drill(rehearsal, null).Trouble, StringComparison.Ordinal);
    }

    private IActorRef _root = ActorRefs.Nobody;

    private Rehearsal Begin(ImmutableArray<ChannelSettings> channels)
    {
        var rehearsal = new Rehearsal(Sys) { Notify = new NotifySettings(channels, channels.IsEmpty ? [] : RouteRules.Default(channels)) };
        _root = rehearsal.Begin();
        rehearsal.Pass(1);
        return rehearsal;
    }

    private DrillProtocol.Report Drill(Rehearsal rehearsal, string? channel)
    {
        _root.Tell(new DrillProtocol.Drill("5f0a", channel), TestActor);
        rehearsal.Pass(60);
        var report = ExpectMsg<DrillProtocol.Report>();
        ExpectNoMsg(TimeSpan.Zero);
        return report;
    }
}
