namespace Supervision.Adapters.Systemd;

/// <summary>Reads properties of a unit out of D-Bus messages. What is not ours, or has a type that we do not expect, is skipped: a
/// later systemd must not stop supervision.</summary>
internal static class PropertyReader
{
    /// <summary>A dictionary of properties, <c>a{sv}</c>, as signals and <c>GetAll</c> bring it.</summary>
    internal static UnitProperties ReadProperties(this BusMessage message)
    {
        var told = default(UnitProperties);
        message.Enter('a', "{sv}");
        while (message.Enter('e', "sv"))
        {
            told = message.ReadProperty(message.ReadString(), told);
            message.Exit();
        }

        message.Exit();
        return told;
    }

    /// <summary>The value of the property <paramref name="name"/>, laid over <paramref name="told"/>.</summary>
    internal static UnitProperties ReadProperty(this BusMessage message, string name, UnitProperties told)
    {
        switch (name)
        {
            case "LoadState": return told with { Load = UnitWords.Load(message.ReadVariantText()) };
            case "ActiveState": return told with { Activity = UnitWords.Activity(message.ReadVariantText()) };
            case "SubState": return told with { SubState = message.ReadVariantText() };
            case "Result": return told with { Result = message.ReadVariantText() };
            case "InvocationID": return told with { Invocation = Id(message) };
            case "Job": return told with { Job = Job(message) };
            case "ExecMainCode": return told with { ExitKind = Number(message) };
            case "ExecMainStatus": return told with { ExitStatus = Number(message) };
            case "NRestarts": return told with { Restarts = Number(message, 'u') };
            case "ActiveEnterTimestampMonotonic": return told with { ActiveSince = Instant(message) };
            case "ControlGroup": return told with { ControlGroup = message.ReadVariantText() };
            case "NeedDaemonReload": return told with { NeedsReload = message.ReadVariantFlag() };
            case "FreezerState": return told with { Frozen = UnitWords.Frozen(message.ReadVariantText()) };
            case "InactiveExitTimestampMonotonic": return told with { LifeBegan = Instant(message) };
            default:
                message.Skip("v");
                return told;
        }
    }

    /// <returns>Null if the variant holds no text.</returns>
    internal static string? ReadVariantText(this BusMessage message)
    {
        if (!Opens(message, "s")) return null;
        var text = message.ReadString();
        message.Exit();
        return text;
    }

    /// <returns>Null if the variant holds no flag.</returns>
    internal static bool? ReadVariantFlag(this BusMessage message)
    {
        if (!Opens(message, "b")) return null;
        var flag = message.ReadFlag();
        message.Exit();
        return flag;
    }

    internal static IReadOnlyList<string> ReadVariantTexts(this BusMessage message)
    {
        var texts = new List<string>();
        if (!Opens(message, "as")) return texts;
        message.Enter('a', "s");
        while (!message.IsAtEnd) texts.Add(message.ReadString());
        message.Exit();
        message.Exit();
        return texts;
    }

    /// <summary>The words of commands as <c>ExecStart</c> has them: path, words, and what became of the latest run.</summary>
    internal static IReadOnlyList<string> ReadVariantCommands(this BusMessage message)
    {
        const string Command = "sasbttttuii";
        var words = new List<string>();
        if (!Opens(message, $"a({Command})")) return words;
        message.Enter('a', $"({Command})");
        while (message.Enter('r', Command))
        {
            message.Skip("s");
            message.Enter('a', "s");
            while (!message.IsAtEnd) words.Add(message.ReadString());
            message.Exit();
            message.Skip("bttttuii");
            message.Exit();
        }

        message.Exit();
        message.Exit();
        return words;
    }

    private static string? Id(BusMessage message)
    {
        if (!Opens(message, "ay")) return null;
        var id = Convert.ToHexStringLower(message.ReadBytes());
        message.Exit();
        return id;
    }

    private static string? Job(BusMessage message)
    {
        if (!Opens(message, "(uo)")) return null;
        message.Enter('r', "uo");
        message.Skip("u");
        var job = UnitWords.Job(message.ReadString('o'));
        message.Exit();
        message.Exit();
        return job;
    }

    private static int? Number(BusMessage message, char type = 'i')
    {
        if (!Opens(message, type.ToString())) return null;
        var number = message.ReadNumber(type);
        message.Exit();
        return number;
    }

    private static TimeSpan? Instant(BusMessage message)
    {
        if (!Opens(message, "t")) return null;
        var microseconds = message.ReadLong();
        message.Exit();
        return TimeSpan.FromMicroseconds(Math.Min(microseconds, long.MaxValue / TimeSpan.TicksPerMicrosecond));
    }

    private static bool Opens(BusMessage message, string contents)
    {
        if (message.EnterVariant(contents)) return true;
        message.Skip("v");
        return false;
    }
}
