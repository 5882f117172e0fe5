using System.Collections.Immutable;

namespace Supervision.Adapters.Systemd;

/// <summary>Those properties of one <c>GetAll</c> whose types we know: texts, lists of them, pairs, numbers, flags, commands and files.
/// What is not there reads as nothing.</summary>
internal sealed class PropertyTable
{
    private const string Command = "sasbttttuii";
    private const ulong Longest = long.MaxValue / TimeSpan.TicksPerMicrosecond;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<ImmutableArray<string>>> _commands = new(StringComparer.Ordinal);

    internal static PropertyTable Read(BusMessage message)
    {
        var table = new PropertyTable();
        message.Enter('a', "{sv}");
        while (message.Enter('e', "sv"))
        {
            table.ReadValue(message.ReadString(), message);
            message.Exit();
        }

        message.Exit();
        return table;
    }

    internal string Text(string name) => _texts.GetValueOrDefault(name, "");

    internal ImmutableArray<string> Texts(string name) => _lists.GetValueOrDefault(name, []);

    /// <summary>A flag counts as 1 or 0.</summary>
    internal ulong Number(string name) => _numbers.GetValueOrDefault(name);

    /// <summary>A number of microseconds; systemd's <c>infinity</c> is the longest time there is.</summary>
    internal TimeSpan Time(string name) =>
        TimeSpan.FromTicks((long)Math.Min(Number(name), Longest) * TimeSpan.TicksPerMicrosecond);

    internal ImmutableArray<ImmutableArray<string>> Commands(string name) => _commands.GetValueOrDefault(name, []);

    private void ReadValue(string name, BusMessage message)
    {
        if (Opens(message, "s")) _texts[name] = message.ReadString();
        else if (Opens(message, "as")) _lists[name] = ReadTexts(message);
        else if (Opens(message, "a(sb)")) _lists[name] = ReadFiles(message);
        else if (Opens(message, "a(ss)")) _lists[name] = ReadPairs(message);
        else if (Opens(message, "b")) _numbers[name] = message.ReadFlag() ? 1ul : 0;
        else if (Opens(message, "t")) _numbers[name] = message.ReadLong();
        else if (Opens(message, "u")) _numbers[name] = ReadUnsigned(message);
        else if (Opens(message, $"a({Command})")) _commands[name] = ReadCommands(message);
        else
        {
            message.Skip("v");
            return;
        }

        message.Exit();
    }

    private static bool Opens(BusMessage message, string contents) => message.EnterVariant(contents);

    private static ImmutableArray<string> ReadTexts(BusMessage message)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        message.Enter('a', "s");
        while (!message.IsAtEnd) texts.Add(message.ReadString());
        message.Exit();
        return texts.ToImmutable();
    }

    // EnvironmentFiles: the path, and whether it may be missing.
    private static ImmutableArray<string> ReadFiles(BusMessage message)
    {
        var files = ImmutableArray.CreateBuilder<string>();
        message.Enter('a', "(sb)");
        while (message.Enter('r', "sb"))
        {
            files.Add(message.ReadString());
            message.Skip("b");
            message.Exit();
        }

        message.Exit();
        return files.ToImmutable();
    }

    // Paths: the condition, and the path that it is about.
    private static ImmutableArray<string> ReadPairs(BusMessage message)
    {
        var pairs = ImmutableArray.CreateBuilder<string>();
        message.Enter('a', "(ss)");
        while (message.Enter('r', "ss"))
        {
            pairs.Add($"{message.ReadString()}={message.ReadString()}");
            message.Exit();
        }

        message.Exit();
        return pairs.ToImmutable();
    }

    private static ImmutableArray<ImmutableArray<string>> ReadCommands(BusMessage message)
    {
        var commands = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        message.Enter('a', $"({Command})");
        while (message.Enter('r', Command))
        {
            message.Skip("s");
            commands.Add(ReadTexts(message));
            message.Skip("bttttuii");
            message.Exit();
        }

        message.Exit();
        return commands.ToImmutable();
    }

    private static ulong ReadUnsigned(BusMessage message)
    {
        BusException.ThrowIfNegative(LibSystemd.Read(message, (byte)'u', out int number), "a D-Bus message in an unexpected form");
        return (uint)number;
    }
}
