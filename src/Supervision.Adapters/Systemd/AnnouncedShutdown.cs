using System.Text;

namespace Supervision.Adapters.Systemd;

/// <summary>
/// The shutdown that logind has announced: org.freedesktop.login1(5). From then on units may stop, some seconds before PID 1 says that it
/// is stopping. Where there is no logind, nothing is announced.
/// </summary>
internal sealed class AnnouncedShutdown(Bus bus)
{
    internal const string Name = "org.freedesktop.login1";

    private const string Contract = Name + ".Manager";
    private const string BusName = "org.freedesktop.DBus";

    private static readonly string[] Matches =
    [
        $"type='signal',sender='{Name}',interface='{Contract}',member='PrepareForShutdown'",
        $"type='signal',sender='{BusName}',interface='{BusName}',member='NameOwnerChanged',arg0='{Name}'",
    ];

    private byte[] _owner = [];
    private bool _isUnasked;

    internal bool IsAnnounced { get; private set; }

    internal void Watch()
    {
        foreach (var match in Matches)
        {
            using var call = bus.NewCall(BusName, "/org/freedesktop/DBus", BusName, "AddMatch").Append(match);
            bus.Call(call).Dispose();
        }

        Own(Owner());
    }

    /// <summary>Another connection is logind from now on; none where <paramref name="owner"/> is empty, and what it announced goes on to
    /// count: it ends with the host.</summary>
    internal void Own(string owner)
    {
        _owner = Encoding.UTF8.GetBytes(owner);
        _isUnasked = owner.Length > 0;
    }

    internal bool IsFrom(ReadOnlySpan<byte> sender) => _owner.Length > 0 && sender.SequenceEqual(_owner);

    internal void Hear(BusMessage signal) => IsAnnounced = signal.ReadFlag();

    /// <summary>Asks a logind that was not asked yet: it may have announced something before we listened.</summary>
    /// <returns>Whether there was anything to ask.</returns>
    internal bool ReadLacking()
    {
        if (!_isUnasked) return false;
        _isUnasked = false;
        using var call = bus.NewCall(Name, "/org/freedesktop/login1", "org.freedesktop.DBus.Properties", "Get").OnlyIfThere()
            .Append(Contract).Append("PreparingForShutdown");
        try
        {
            using var answer = bus.Call(call);
            IsAnnounced = answer.ReadVariantFlag() ?? false;
        }
        catch (BusException e) when (e.ErrorName != BusException.Connection)
        {
            // No answer is no announcement; PID 1 itself still says when it is stopping.
            IsAnnounced = false;
        }

        return true;
    }

    private string Owner()
    {
        try
        {
            using var call = bus.NewCall(BusName, "/org/freedesktop/DBus", BusName, "GetNameOwner").Append(Name);
            using var answer = bus.Call(call);
            return answer.ReadString();
        }
        catch (BusException e) when (e.IsRefusal)
        {
            return "";
        }
    }
}
