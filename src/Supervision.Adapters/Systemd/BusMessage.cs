using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Supervision.Adapters.Systemd;

/// <summary>One D-Bus message, written or read from its beginning to its end. Spans point into it and end with it.</summary>
internal sealed class BusMessage() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private const byte Error = 3;
    private const byte Signal = 4;

    internal bool IsSignal => Kind == Signal;
    internal bool IsError => Kind == Error;

    /// <summary>Whether the container that was entered last has been read to its end.</summary>
    internal bool IsAtEnd => Check(LibSystemd.AtEnd(this, complete: 0)) > 0;

    internal string Path => Marshal.PtrToStringUTF8(LibSystemd.Path(this)) ?? "";
    internal ReadOnlySpan<byte> Member => Bytes(LibSystemd.Member(this));
    internal ReadOnlySpan<byte> Sender => Bytes(LibSystemd.Sender(this));

    private byte Kind
    {
        get
        {
            Check(LibSystemd.Kind(this, out var kind));
            return kind;
        }
    }

    internal bool Answers(ulong cookie) => LibSystemd.ReplyCookie(this, out var asked) >= 0 && asked == cookie;

    internal BusException ToException()
    {
        var error = LibSystemd.Error(this);
        var name = error == 0 ? null : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(error));
        var message = error == 0 ? null : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(error, nint.Size));
        return new BusException(name ?? BusException.Connection, message ?? name ?? "an error without a name");
    }

    /// <summary>Whoever is asked is not started for it.</summary>
    internal BusMessage OnlyIfThere()
    {
        Check(LibSystemd.SetAutoStart(this, 0));
        return this;
    }

    internal BusMessage Append(string text)
    {
        Check(LibSystemd.Append(this, (byte)'s', text));
        return this;
    }

    internal BusMessage Append(IEnumerable<string> texts)
    {
        Check(LibSystemd.OpenContainer(this, (byte)'a', "s"));
        foreach (var text in texts) Append(text);
        Check(LibSystemd.CloseContainer(this));
        return this;
    }

    /// <param name="type"><c>s</c> for a string, <c>o</c> for an object path.</param>
    internal string ReadString(char type = 's')
    {
        Check(LibSystemd.Read(this, (byte)type, out nint text));
        return Marshal.PtrToStringUTF8(text) ?? "";
    }

    /// <param name="type"><c>i</c> for one with a sign, <c>u</c> for one without: beyond the largest of the other kind it is that.</param>
    internal int ReadNumber(char type = 'i')
    {
        Check(LibSystemd.Read(this, (byte)type, out int number));
        return type == 'u' && number < 0 ? int.MaxValue : number;
    }

    internal ulong ReadLong()
    {
        Check(LibSystemd.Read(this, (byte)'t', out ulong number));
        return number;
    }

    internal bool ReadFlag()
    {
        Check(LibSystemd.Read(this, (byte)'b', out int flag));
        return flag != 0;
    }

    internal unsafe ReadOnlySpan<byte> ReadBytes()
    {
        Check(LibSystemd.ReadArray(this, (byte)'y', out var start, out var length));
        return new ReadOnlySpan<byte>((void*)start, checked((int)length));
    }

    /// <returns>False at the end of the surrounding array.</returns>
    internal bool Enter(char type, string contents) => Check(LibSystemd.EnterContainer(this, (byte)type, contents)) > 0;

    /// <returns>False if the variant holds another type than a reader of today expects; it is not entered then.</returns>
    internal bool EnterVariant(string contents) => LibSystemd.EnterContainer(this, (byte)'v', contents) > 0;

    internal void Exit() => Check(LibSystemd.ExitContainer(this));

    internal void Skip(string types) => Check(LibSystemd.Skip(this, types));

    protected override bool ReleaseHandle()
    {
        LibSystemd.Free(handle);
        return true;
    }

    private static int Check(int result) => BusException.ThrowIfNegative(result, "a D-Bus message in an unexpected form");

    private static unsafe ReadOnlySpan<byte> Bytes(nint text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)text);
}
