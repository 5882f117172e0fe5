using System.Runtime.InteropServices;
using Supervision.Adapters.Systemd;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>A connection to nobody, on which real D-Bus messages can be written and read back without any bus.</summary>
internal sealed partial class ScratchBus : IDisposable
{
    private const string Library = "libsystemd.so.0";
    private readonly BusHandle _bus;
    private readonly int _otherEnd;

    internal ScratchBus()
    {
        var ends = new int[2];
        const int unix = 1, stream = 1;
        Check(SocketPair(unix, stream, 0, ends));
        Check(New(out _bus));
        Check(SetDescriptor(_bus, ends[0], ends[0]));
        Check(Start(_bus));
        _otherEnd = ends[1];
    }

    internal static void SkipWithoutLibrary()
    {
        Skip.IfNot(NativeLibrary.TryLoad(Library, out var library), $"{Library} is not installed");
        NativeLibrary.Free(library);
    }

    /// <summary>A message that consists of what <paramref name="write"/> appends, ready to be read.</summary>
    internal BusMessage Message(Action<BusMessage> write)
    {
        Check(NewSignal(_bus, out var message, "/unit", "org.freedesktop.DBus.Properties", "PropertiesChanged"));
        write(message);
        Check(Seal(message, 1, 0));
        Check(Rewind(message, 1));
        return message;
    }

    /// <summary>A dictionary <c>a{sv}</c> of which each value appends itself with its own type.</summary>
    internal static void Dictionary(BusMessage message, params (string Name, string Type, Action<BusMessage> Value)[] properties)
    {
        Within(message, 'a', "{sv}", () =>
        {
            foreach (var (name, type, value) in properties)
            {
                Within(message, 'e', "sv", () =>
                {
                    message.Append(name);
                    Within(message, 'v', type, () => value(message));
                });
            }
        });
    }

    internal static void Within(BusMessage message, char type, string contents, Action write)
    {
        Check(LibSystemd.OpenContainer(message, (byte)type, contents));
        write();
        Check(LibSystemd.CloseContainer(message));
    }

    internal static void Number(BusMessage message, char type, int number) => Check(AppendNumber(message, (byte)type, ref number));

    internal static void Long(BusMessage message, ulong number) => Check(AppendLong(message, (byte)'t', ref number));

    internal static void ObjectPath(BusMessage message, string path) => Check(LibSystemd.Append(message, (byte)'o', path));

    internal static void Bytes(BusMessage message, byte[] bytes) => Check(AppendArray(message, (byte)'y', bytes, (nuint)bytes.Length));

    public void Dispose()
    {
        _bus.Dispose();
        _ = Close(_otherEnd);
    }

    private static void Check(int result) => Assert.True(result >= 0, $"errno {-result}");

    [LibraryImport(Library, EntryPoint = "sd_bus_new")]
    private static partial int New(out BusHandle bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_set_fd")]
    private static partial int SetDescriptor(BusHandle bus, int input, int output);

    [LibraryImport(Library, EntryPoint = "sd_bus_start")]
    private static partial int Start(BusHandle bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_new_signal", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NewSignal(BusHandle bus, out BusMessage message, string path, string contract, string member);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_seal")]
    private static partial int Seal(BusMessage message, ulong cookie, ulong timeout);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_rewind")]
    private static partial int Rewind(BusMessage message, int complete);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic")]
    private static partial int AppendNumber(BusMessage message, byte type, ref int number);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic")]
    private static partial int AppendLong(BusMessage message, byte type, ref ulong number);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_array")]
    private static partial int AppendArray(BusMessage message, byte type, byte[] start, nuint bytes);

    [LibraryImport("libc", EntryPoint = "socketpair")]
    private static partial int SocketPair(int domain, int type, int protocol, [Out] int[] ends);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
