using System.Runtime.InteropServices;

namespace Supervision.Adapters.Linux;

/// <summary>Adds bytes to the end of a file, wherever that end is by now, and begins a new one where somebody took the file away.</summary>
/// <remarks>
/// The kernel finds the end at each write (<c>O_APPEND</c>): a stream of .NET remembers its own offset and would leave NUL bytes behind
/// after <c>copytruncate</c>. A symbolic link is refused, so that nobody who can write to the directory chooses what we write to.
/// The file stays open, since who owns it is asked at opening only: the script that we replace gives it to www-data at each of its runs.
/// </remarks>
/// <param name="setAside">Told where a file was moved that is somebody else's by now and may not be opened. Must not throw.</param>
internal sealed class AppendOnlyFile(string path, Action<string> setAside) : IDisposable
{
    private const uint OwnerWritesGroupReads = 0b110_100_000;
    private const int Closed = -1;

    // Nobody can make us wait either: a FIFO without a reader is refused at once.
    private static readonly int Flags =
        Syscalls.WriteOnly | Syscalls.Append | Syscalls.Create | Syscalls.CloseOnExec | Syscalls.NonBlocking | Syscalls.NoFollow;

    private int _file = Closed;
    private readonly WrittenLately _lately = new();
    private string? _place;
    private byte[] _owed = [];

    /// <summary>How many of <paramref name="bytes"/> are in the file now, and what stopped the others; null where nothing did.</summary>
    public (int Written, string? Error) Append(ReadOnlySpan<byte> bytes)
    {
        if (_file == Closed || PlaceOf(_file) is not { } place || place != _place)
        {
            Dispose();
            if (Open() is { } error) return (0, error);
        }

        if (Syscalls.Seek(_file, 0, Syscalls.FromEnd) < _lately.End) Owe();
        if (PayBack() is { } failure) return (0, failure);
        var result = WriteNoted(bytes);
        // It was emptied between the look and the write.
        if (result.Error is null) _ = PayBack();
        return result;
    }

    public void Dispose()
    {
        if (_file != Closed) _ = Syscalls.Close(_file);
        _file = Closed;
    }

    // The file was emptied. What was written between the copy and that is in neither, and is written again.
    private void Owe()
    {
        _owed = [.. _owed, .. LogCopies.LostOf(_lately, path)];
        _lately.Forget(0);
    }

    private string? PayBack()
    {
        if (_owed.Length == 0) return null;
        var owed = _owed;
        _owed = [];
        var (written, error) = WriteNoted(owed);
        if (error is not null) _owed = [.. owed[written..], .. _owed];
        return error;
    }

    private (int Written, string? Error) WriteNoted(ReadOnlySpan<byte> bytes)
    {
        var result = WriteAll(bytes);
        if (result.Error is not null)
        {
            // Whatever is wrong with it, another opening may find it otherwise.
            Dispose();
            return result;
        }

        var end = Syscalls.Seek(_file, 0, Syscalls.FromHere);
        if (end < _lately.End + bytes.Length) Owe();
        _lately.Add(bytes, end);
        return result;
    }

    private string? Open()
    {
        _file = Syscalls.Open(path, Flags, OwnerWritesGroupReads);
        if (_file < 0 && Marshal.GetLastPInvokeError() == Syscalls.NotPermitted && MoveAside())
            _file = Syscalls.Open(path, Flags, OwnerWritesGroupReads);
        if (_file < 0)
        {
            _file = Closed;
            return $"{path}: {Syscalls.LastError()}";
        }

        _place = PlaceOf(_file);
        _lately.Forget(Syscalls.Seek(_file, 0, Syscalls.FromEnd));
        return null;
    }

    // Where the open file lies by now. Renamed, it has another name; deleted or replaced, the kernel says so behind it.
    private static string? PlaceOf(int file) => new FileInfo($"/proc/self/fd/{file}").LinkTarget;

    // In a directory of our own a file of somebody else's can be moved. Named as logrotate would, so that it is rotated away in time.
    private bool MoveAside()
    {
        var denied = Marshal.GetLastPInvokeError();
        try
        {
            var free = 1;
            while (File.Exists(Numbered(free))) free++;
            for (var number = free; number > 1; number--) File.Move(Numbered(number - 1), Numbered(number));
            File.Move(path, Numbered(1));
            setAside(Numbered(1));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The directory is not ours either: what the caller is told is why the file could not be opened.
            Marshal.SetLastPInvokeError(denied);
            return false;
        }
    }

    private string Numbered(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}.{number}");

    private (int Written, string? Error) WriteAll(ReadOnlySpan<byte> bytes)
    {
        var written = 0;
        while (written < bytes.Length)
        {
            var more = Syscalls.Write(_file, bytes[written..], bytes.Length - written);
            if (more >= 0) written += (int)more;
            else if (Marshal.GetLastPInvokeError() != Syscalls.Interrupted) return (written, $"{path}: {Syscalls.LastError()}");
        }

        return (written, null);
    }
}
