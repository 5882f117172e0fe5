using System.Collections.Immutable;

namespace Supervision.Actors.Notifications;

/// <summary>How far a marked message came on one channel.</summary>
/// <param name="Stations">In the order in which they were reached.</param>
public sealed record DrillCourse(string Channel, ImmutableArray<DrillStation> Stations)
{
    /// <summary>The other side has taken it.</summary>
    public bool IsDelivered => Stations.Any(station => station.Kind == NotifierProtocol.HopKind.Delivered);

    /// <summary>Nothing follows, or nothing that a person would wait for: what failed once is tried again much later.</summary>
    public bool IsOver => Stations.Any(station => station.Kind is
        NotifierProtocol.HopKind.Delivered
        or NotifierProtocol.HopKind.Later
        or NotifierProtocol.HopKind.Refused
        or NotifierProtocol.HopKind.NoChannel);

    public DrillCourse With(NotifierProtocol.Hop hop, DateTimeOffset at) =>
        this with { Stations = Stations.Add(new(at, hop.Kind, hop.Detail)) };
}

/// <summary>What became of the test at one station of its way.</summary>
/// <param name="At">Wall clock.</param>
/// <param name="Detail">The words of the other side, or why not.</param>
public readonly record struct DrillStation(DateTimeOffset At, NotifierProtocol.HopKind Kind, string Detail);
