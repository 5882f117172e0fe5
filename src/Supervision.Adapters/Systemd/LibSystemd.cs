using System.Runtime.InteropServices;

namespace Supervision.Adapters.Systemd;

/// <summary>The calls of sd-bus(3) that this adapter needs: none is variadic, so that all work under Native AOT. A negative result is
/// an errno.</summary>
internal static partial class LibSystemd
{
    private const string Library = "libsystemd.so.0";

    [LibraryImport(Library, EntryPoint = "sd_bus_open_system")]
    internal static partial int OpenSystem(out BusHandle bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_close_unref")]
    internal static partial nint CloseAndFree(nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_get_fd")]
    internal static partial int Descriptor(BusHandle bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_get_events")]
    internal static partial int Events(BusHandle bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_process")]
    internal static partial int Process(BusHandle bus, out BusMessage message);

    [LibraryImport(Library, EntryPoint = "sd_bus_wait")]
    internal static partial int Wait(BusHandle bus, ulong microseconds);

    [LibraryImport(Library, EntryPoint = "sd_bus_send")]
    internal static partial int Send(BusHandle bus, BusMessage message, out ulong cookie);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_new_method_call", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int NewCall(
        BusHandle bus, out BusMessage message, string destination, string path, string contract, string member);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_set_auto_start")]
    internal static partial int SetAutoStart(BusMessage message, int starts);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_unref")]
    internal static partial nint Free(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Append(BusMessage message, byte type, string value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_open_container", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OpenContainer(BusMessage message, byte type, string contents);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_close_container")]
    internal static partial int CloseContainer(BusMessage message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_type")]
    internal static partial int Kind(BusMessage message, out byte type);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_reply_cookie")]
    internal static partial int ReplyCookie(BusMessage message, out ulong cookie);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_error")]
    internal static partial nint Error(BusMessage message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_path")]
    internal static partial nint Path(BusMessage message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_member")]
    internal static partial nint Member(BusMessage message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_sender")]
    internal static partial nint Sender(BusMessage message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_read_basic")]
    internal static partial int Read(BusMessage message, byte type, out nint value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_read_basic")]
    internal static partial int Read(BusMessage message, byte type, out int value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_read_basic")]
    internal static partial int Read(BusMessage message, byte type, out ulong value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_read_array")]
    internal static partial int ReadArray(BusMessage message, byte type, out nint start, out nuint bytes);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_enter_container", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int EnterContainer(BusMessage message, byte type, string contents);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_exit_container")]
    internal static partial int ExitContainer(BusMessage message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_at_end")]
    internal static partial int AtEnd(BusMessage message, int complete);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_skip", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Skip(BusMessage message, string types);
}
