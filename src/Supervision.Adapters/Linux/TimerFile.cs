using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Supervision.Adapters.Linux;

/// <summary>timerfd_create(2) and what is done with it.</summary>
internal static partial class TimerFile
{
    private const int RealTime = 0;
    private const int CloseOnExec = Syscalls.CloseOnExec;
    private const int Absolute = 1;
    private const int CancelOnSet = 2;
    private const int Cancelled = 125;

    public static SafeFileHandle Create()
    {
        var file = Create(RealTime, CloseOnExec);
        return file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw new IOException($"timerfd_create: {Syscalls.LastError()}");
    }

    public static void NeverButWhenSet(SafeFileHandle timer) => Set(timer, Absolute | CancelOnSet, new Timing { Seconds = nint.MaxValue });

    /// <summary>Ends the wait of whoever waits.</summary>
    public static void AtOnce(SafeFileHandle timer) => Set(timer, Absolute, new Timing { Nanoseconds = 1 });

    /// <returns>False once the timer itself has fired.</returns>
    public static bool WaitUntilSet(SafeFileHandle timer)
    {
        while (Read(timer, out _, sizeof(ulong)) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == Cancelled)
                return true;
            if (error != Syscalls.Interrupted)
                throw new IOException($"reading a timerfd: {Syscalls.Words(error)}");
        }

        return false;
    }

    private static void Set(SafeFileHandle timer, int flags, Timing timing)
    {
        if (Set(timer, flags, in timing, 0) != 0 && Marshal.GetLastPInvokeError() != Cancelled)
            throw new IOException($"timerfd_settime: {Syscalls.LastError()}");
    }

    /// <summary>struct itimerspec: the period, and when it fires first.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Timing
    {
        public nint EverySeconds;
        public nint EveryNanoseconds;
        public nint Seconds;
        public nint Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "timerfd_create", SetLastError = true)]
    private static partial int Create(int clock, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_settime", SetLastError = true)]
    private static partial int Set(SafeFileHandle timer, int flags, in Timing timing, nint old);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle timer, out ulong times, nuint size);
}
