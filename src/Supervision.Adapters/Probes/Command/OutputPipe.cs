using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Supervision.Adapters.Systemd;

namespace Supervision.Adapters.Probes.Command;

/// <summary>A pipe into which a program prints. The first letters are kept and the rest is drained, until somebody says that it is enough:
/// its end may never come, since whatever the program left behind holds the other side open.</summary>
internal sealed partial class OutputPipe : IDisposable
{
    private const int Kept = 4 * 1024;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int Readable = 1;
    private const int StackOfAReader = 128 * 1024;

    private readonly Wakeup _enough = new();
    private readonly SafeFileHandle _out;
    private readonly SafeFileHandle _in;
    private readonly MemoryStream _kept = new();
    private readonly TaskCompletionSource<string> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isEnough;

    public OutputPipe()
    {
        Span<int> ends = stackalloc int[2];
        if (Pipe(ends, CloseOnExec) != 0) throw new IOException($"pipe: {Marshal.GetLastPInvokeErrorMessage()}");
        (_out, _in) = (new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true));
        // Our side alone: a program that finds its output not ready to be written would fail of that.
        _ = Control(ends[0], SetFlags, Control(ends[0], GetFlags, 0) | NonBlocking);
    }

    /// <summary>For the program to print into.</summary>
    public int Input => (int)_in.DangerousGetHandle();

    /// <summary>Begins to read, once the program has its side.</summary>
    public void Begin()
    {
        _in.Dispose();
        new Thread(Drain, StackOfAReader) { IsBackground = true, Name = "output of a command probe" }.Start();
    }

    /// <summary>What was printed until now; nothing more is read.</summary>
    public Task<string> FinishAsync()
    {
        _isEnough = true;
        _enough.Signal();
        return _read.Task;
    }

    public void Dispose()
    {
        _in.Dispose();
        _out.Dispose();
        _enough.Dispose();
    }

    private void Drain()
    {
        var buffer = new byte[16 * 1024];
        var isOpen = true;
        while (isOpen)
        {
            // Looked at before reading: what was printed before the end is read in any case.
            var isLast = _isEnough;
            long read;
            while ((read = Read(_out, buffer, buffer.Length)) > 0 && !(isLast && _kept.Length == Kept))
                _kept.Write(buffer, 0, (int)Math.Min(read, Kept - _kept.Length));
            isOpen = read < 0 && !isLast;
            if (isOpen) _enough.Wait((int)_out.DangerousGetHandle(), Readable, atMost: null);
        }

        _read.SetResult(Encoding.UTF8.GetString(_kept.GetBuffer(), 0, (int)_kept.Length));
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe(Span<int> ends, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, byte[] buffer, nint count);

    // Declared with dots, but an integer travels in the same register either way, except on Apple's processors.
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int file, int command, int value);
}
