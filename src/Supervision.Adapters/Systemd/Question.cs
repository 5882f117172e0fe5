namespace Supervision.Adapters.Systemd;

/// <summary>One property of one unit that is asked for.</summary>
/// <param name="Path">Where systemd shows the unit on the bus.</param>
/// <param name="Contract">The interface that has the property.</param>
internal readonly record struct Question(string Path, string Contract, string Property)
{
    /// <summary>What a list of units does not tell of one of them and signals do not repeat, as far as it says something about a unit in
    /// this state.</summary>
    internal static IEnumerable<Question> Details(string path, bool isService, UnitProperties now)
    {
        yield return OfUnit(path, "InvocationID");
        if (now.IsActive) yield return OfUnit(path, "ActiveEnterTimestampMonotonic");
        if (!isService) yield break;
        yield return OfService(path, "Result");
        yield return OfService(path, "NRestarts");
        if (now.IsRunning) yield break;
        yield return OfService(path, "ExecMainCode");
        yield return OfService(path, "ExecMainStatus");
    }

    /// <summary>What no signal tells of.</summary>
    internal static IEnumerable<Question> Unsignalled(string path) =>
        [OfUnit(path, "NeedDaemonReload"), OfUnit(path, "FreezerState")];

    internal static Question ControlGroup(string path) => OfService(path, "ControlGroup");

    private static Question OfUnit(string path, string property) => new(path, Pid1.UnitContract, property);

    private static Question OfService(string path, string property) => new(path, Pid1.ServiceContract, property);
}
