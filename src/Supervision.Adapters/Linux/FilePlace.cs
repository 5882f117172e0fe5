using System.Runtime.InteropServices;

namespace Supervision.Adapters.Linux;

/// <summary>A major and a minor number, as the kernel names a file system.</summary>
internal readonly record struct DeviceNumber(uint Major, uint Minor);

/// <summary>Where a file is, for the kernel, and when it was changed last: statx(2), which opens nothing and needs no right to the file
/// itself. Can hang with the file system.</summary>
/// <param name="Device">What stat(1) shows; on overlayfs and btrfs another one than the mount's.</param>
/// <param name="Mount">The mount that holds the file, as mountinfo numbers them; null on a kernel before 5.8.</param>
internal sealed partial record FilePlace(ulong Inode, DeviceNumber Device, ulong? Mount, DateTimeOffset Modified)
{
    private const int AtCurrentDirectory = -100;
    private const int DoNotMount = 0x800;
    private const uint Inodes = 0x100;
    private const uint Times = 0x40;
    private const uint Mounts = 0x1000;
    private const int NotThere = 2;
    private const int NotADirectory = 20;

    /// <returns>Null where there is no such file.</returns>
    /// <exception cref="IOException">The kernel does not tell.</exception>
    public static FilePlace? Of(string path)
    {
        if (Statx(AtCurrentDirectory, path, DoNotMount, Inodes | Times | Mounts, out var answer) == 0)
        {
            return new FilePlace(
                answer.Inode,
                new DeviceNumber(answer.Major, answer.Minor),
                (answer.Known & Mounts) != 0 ? answer.Mount : null,
                Instant(answer.ModifiedSeconds, answer.ModifiedNanoseconds));
        }

        return Marshal.GetLastPInvokeError() is NotThere or NotADirectory ? null : throw new IOException($"{path}: {Syscalls.LastError()}");
    }

    // The end of the year 9998: a file of a later time is one of the future either way.
    private const long LastSecond = 253_370_764_799;

    private static DateTimeOffset Instant(long seconds, uint nanoseconds) => DateTimeOffset.UnixEpoch
        .AddSeconds(Math.Clamp(seconds, 0, LastSecond))
        .AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint wanted, out Answer answer);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Answer
    {
        [FieldOffset(0)]
        public uint Known;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public uint Major;

        [FieldOffset(140)]
        public uint Minor;

        [FieldOffset(144)]
        public ulong Mount;
    }
}
