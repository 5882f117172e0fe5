using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>One row of <c>ListUnitsByNames</c>.</summary>
/// <param name="Path">The unit's object path: that of the unit itself where it was asked for under an alias.</param>
internal readonly record struct ListedUnit(string Path, UnitProperties Properties);

/// <summary>The questions and requests that we have for PID 1: org.freedesktop.systemd1(5).</summary>
internal sealed class Pid1(Bus bus)
{
    internal const string Name = "org.freedesktop.systemd1";
    internal const string UnitContract = Name + ".Unit";
    internal const string ServiceContract = Name + ".Service";
    internal const string PathContract = Name + ".Path";

    private const string Root = "/org/freedesktop/systemd1";
    private const string UnitRoot = Root + "/unit";
    private const string ManagerContract = Name + ".Manager";
    private const string PropertiesContract = "org.freedesktop.DBus.Properties";

    // The bus lets one connection wait for 128 answers at most where nobody told it otherwise.
    private const int AskedAtOnce = 32;

    private const string BusName = "org.freedesktop.DBus";

    // Anybody may send signals on the system bus: the bus itself vouches that these come from systemd.
    private static readonly string[] Matches =
    [
        $"type='signal',sender='{Name}',interface='{PropertiesContract}',path_namespace='{UnitRoot}',arg0='{UnitContract}'",
        $"type='signal',sender='{Name}',interface='{PropertiesContract}',path_namespace='{UnitRoot}',arg0='{ServiceContract}'",
        $"type='signal',sender='{Name}',interface='{ManagerContract}',member='JobRemoved'",
        $"type='signal',sender='{Name}',interface='{ManagerContract}',member='Reloading'",
        $"type='signal',sender='{BusName}',interface='{BusName}',member='NameOwnerChanged',arg0='{Name}'",
    ];

    /// <summary>Asks the bus for systemd's signals and says whose they are: the unique name of systemd's own connection.</summary>
    internal string Watch()
    {
        foreach (var match in Matches) AskBus("AddMatch", match).Dispose();
        using var owner = AskBus("GetNameOwner", Name);
        return owner.ReadString();
    }

    /// <summary>Asks systemd to send signals at all; harmless where it does already.</summary>
    internal void Subscribe()
    {
        try
        {
            AskManager("Subscribe", _ => { }).Dispose();
        }
        catch (BusException e) when (e.ErrorName == "org.freedesktop.systemd1.AlreadySubscribed")
        {
        }
    }

    internal HostPhase Phase() => UnitWords.Phase(Get(Root, ManagerContract, "SystemState", value => value.ReadVariantText()));

    /// <summary>The named units in the order of their names, without those that are no names of units. Loads what is not loaded.</summary>
    internal List<ListedUnit> List(IReadOnlyCollection<string> names)
    {
        using var answer = AskManager("ListUnitsByNames", call => call.Append(names));
        return ReadUnits(answer);
    }

    /// <summary>All units that systemd has in its memory, watched or not.</summary>
    internal List<ListedUnit> ListLoaded()
    {
        using var answer = AskManager("ListUnits", _ => { });
        return ReadUnits(answer);
    }

    /// <exception cref="BusException">An absence, where the unit is not in systemd's memory.</exception>
    internal bool IsLoaded(string unit)
    {
        using var answer = AskManager("GetUnit", call => call.Append(unit));
        return true;
    }

    /// <summary>Asks many of <paramref name="questions"/> before the first answer is waited for.</summary>
    /// <returns>What each answer tells, one after the other, to be taken at once: signals that came before an answer were handed out
    /// before it. Nothing is told by what systemd does not have.</returns>
    internal IEnumerable<(Question Question, UnitProperties Told)> Ask(IEnumerable<Question> questions)
    {
        foreach (var some in questions.Chunk(AskedAtOnce))
        {
            var sent = some.Select(question => (Question: question, Cookie: Send(question))).ToList();
            foreach (var (question, cookie) in sent) yield return (question, Answer(question, cookie));
        }
    }

    private ulong Send(Question question)
    {
        using var call = Call(question.Path, PropertiesContract, "Get").Append(question.Contract).Append(question.Property);
        return bus.Send(call);
    }

    private UnitProperties Answer(Question question, ulong cookie)
    {
        try
        {
            using var answer = bus.Await(cookie);
            return answer.ReadProperty(question.Property, default);
        }
        catch (BusException e) when (e.IsAbsence)
        {
            return default;
        }
    }

    /// <summary>When the unit's last life began.</summary>
    internal UnitProperties LifeBegan(string path) => Get(
        path, UnitContract, "InactiveExitTimestampMonotonic", value => value.ReadProperty("InactiveExitTimestampMonotonic", default));

    /// <summary>How the unit's main process ended.</summary>
    internal UnitProperties Exit(string path)
    {
        using var call = Call(path, PropertiesContract, "GetAll").Append(ServiceContract);
        using var answer = bus.Call(call);
        return answer.ReadProperties();
    }

    internal bool IsAtRest(string path) =>
        Get(path, UnitContract, "ActiveState", value => value.ReadVariantText()) == "inactive";

    /// <summary>The service's way is to end: it does one thing, or a timer, a socket or a path starts it whenever it is needed.</summary>
    internal bool EndsByDesign(string path) =>
        Get(path, ServiceContract, "Type", value => value.ReadVariantText()) == "oneshot"
        || Get(path, UnitContract, "TriggeredBy", value => value.ReadVariantTexts()).Count > 0;

    internal IReadOnlyList<string> ConsistsOf(string path) =>
        Get(path, UnitContract, "ConsistsOf", value => value.ReadVariantTexts());

    /// <returns>The object path of the job, which may be one that is under way already. Its <c>JobRemoved</c> always comes later.</returns>
    internal string Start(string unit)
    {
        using var answer = AskManager("StartUnit", call => call.Append(unit).Append("fail"));
        return answer.ReadString('o');
    }

    /// <summary>Like <see cref="Start"/>; one that does not run is started.</summary>
    internal string Restart(string unit)
    {
        using var answer = AskManager("RestartUnit", call => call.Append(unit).Append("fail"));
        return answer.ReadString('o');
    }

    private static List<ListedUnit> ReadUnits(BusMessage answer)
    {
        var units = new List<ListedUnit>();
        answer.Enter('a', "(ssssssouso)");
        while (answer.Enter('r', "ssssssouso"))
        {
            units.Add(ReadUnit(answer));
            answer.Exit();
        }

        return units;
    }

    private static ListedUnit ReadUnit(BusMessage row)
    {
        row.Skip("ss");
        var properties = new UnitProperties
        {
            Load = UnitWords.Load(row.ReadString()),
            Activity = UnitWords.Activity(row.ReadString()),
            SubState = row.ReadString(),
        };
        row.Skip("s");
        var path = row.ReadString('o');
        row.Skip("us");
        return new ListedUnit(path, properties with { Job = UnitWords.Job(row.ReadString('o')) });
    }

    /// <summary>The words of the programs that the service runs to be started.</summary>
    internal IReadOnlyList<string> Commands(string path) => Get(path, ServiceContract, "ExecStart", value => value.ReadVariantCommands());

    private T Get<T>(string path, string contract, string property, Func<BusMessage, T> read)
    {
        using var call = Call(path, PropertiesContract, "Get").Append(contract).Append(property);
        using var answer = bus.Call(call);
        return read(answer);
    }

    private BusMessage AskManager(string member, Action<BusMessage> write)
    {
        using var call = Call(Root, ManagerContract, member);
        write(call);
        return bus.Call(call);
    }

    private BusMessage AskBus(string member, string argument)
    {
        using var call = bus.NewCall(BusName, "/org/freedesktop/DBus", BusName, member).Append(argument);
        return bus.Call(call);
    }

    private BusMessage Call(string path, string contract, string member) => bus.NewCall(Name, path, contract, member);
}
