using System.Diagnostics;
using System.Text.Json.Serialization;
using Supervision.Actors.Notifications;

namespace Supervision.Daemon.Control;

/// <summary>A test of the ways to people.</summary>
/// <param name="Channel">This one; null for all of them.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DrillMessage(string? Channel);

/// <summary>How far the test came.</summary>
/// <param name="Mark">What stands in the message, so that it is known when it arrives.</param>
/// <param name="Delivered">By every channel that was asked for.</param>
/// <param name="Trouble">Why there is nothing to tell of any channel; null where there is.</param>
internal sealed record DrilledMessage(string Mark, bool Delivered, string? Trouble, IReadOnlyList<ChannelDrillMessage> Channels)
{
    public static DrilledMessage Of(DrillProtocol.Report report) => new(
        report.Mark,
        report.Trouble is null && report.Courses.All(course => course.IsDelivered),
        report.Trouble,
        [.. report.Courses.Select(ChannelDrillMessage.Of)]);
}

/// <param name="Hops">In the order in which they were reached.</param>
internal sealed record ChannelDrillMessage(string Channel, bool Delivered, IReadOnlyList<HopMessage> Hops)
{
    public static ChannelDrillMessage Of(DrillCourse course) => new(
        course.Channel,
        course.IsDelivered,
        [.. course.Stations.Select(station => new HopMessage(station.At, Word(station.Kind), station.Detail))]);

    private static string Word(NotifierProtocol.HopKind kind) => kind switch
    {
        NotifierProtocol.HopKind.NoChannel => "no-channel",
        NotifierProtocol.HopKind.Stored => "stored",
        NotifierProtocol.HopKind.NotStored => "not-stored",
        NotifierProtocol.HopKind.Sending => "sending",
        NotifierProtocol.HopKind.Delivered => "delivered",
        NotifierProtocol.HopKind.Later => "later",
        NotifierProtocol.HopKind.Refused => "refused",
        _ => throw new UnreachableException(),
    };
}

/// <param name="Hop">stored, not-stored, sending, delivered, later, refused or no-channel.</param>
/// <param name="Detail">The words of the other side, or why not.</param>
internal sealed record HopMessage(DateTimeOffset At, string Hop, string Detail);
