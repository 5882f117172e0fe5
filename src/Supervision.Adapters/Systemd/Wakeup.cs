using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Supervision.Adapters.Systemd;

/// <summary>Lets one thread wait for a file descriptor and for other threads at once: an eventfd(2) beside it in the same
/// poll(2).</summary>
internal sealed partial class Wakeup : SafeHandleMinusOneIsInvalid
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const short Readable = 1;
    private const int Interrupted = 4;

    internal Wakeup() : base(ownsHandle: true)
    {
        SetHandle(EventFd(0, CloseOnExec | NonBlocking));
        if (IsInvalid) throw new IOException($"eventfd: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Ends the present or the next wait; may be called from any thread.</summary>
    internal void Signal()
    {
        var one = 1ul;
        // It can fail only where 2^64 - 2 signals wait already, and then the waiter wakes anyway.
        Write(this, ref one, sizeof(ulong));
    }

    /// <summary>Waits for a signal or for <paramref name="atMost"/>.</summary>
    internal void Wait(TimeSpan atMost) => Wait([Own], (int)Math.Ceiling(atMost.TotalMilliseconds));

    /// <summary>Waits for a signal, for <paramref name="events"/> of <paramref name="descriptor"/>, or for <paramref name="atMost"/>
    /// where that is not null.</summary>
    internal void Wait(int descriptor, int events, TimeSpan? atMost) => Wait(
        [Own, new PollEntry { Descriptor = descriptor, Events = (short)events }], (int)Math.Ceiling(atMost?.TotalMilliseconds ?? -1));

    protected override bool ReleaseHandle() => Close((int)handle) == 0;

    private PollEntry Own => new() { Descriptor = (int)handle, Events = Readable };

    private void Wait(Span<PollEntry> entries, int milliseconds)
    {
        // Woken early by a process signal: waiting is done by whoever loops around it.
        if (Poll(entries, (nuint)entries.Length, milliseconds) < 0 && Marshal.GetLastPInvokeError() != Interrupted)
        {
            throw new IOException($"poll: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        if (entries[0].Returned != 0) Read(this, out _, sizeof(ulong));
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(Span<PollEntry> entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(Wakeup descriptor, out ulong value, nuint size);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(Wakeup descriptor, ref ulong value, nuint size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
