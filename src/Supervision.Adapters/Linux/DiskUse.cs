using System.Runtime.InteropServices;
using Supervision.Core.Configuration;

namespace Supervision.Adapters.Linux;

/// <summary>How much of a file system is used: statvfs(3). Counts as df(1) does, for users without privileges.</summary>
/// <param name="Blocks">Between 0 and 100; null where the file system has none, as those of the kernel's own.</param>
/// <param name="Inodes">Likewise; null where it makes as many as it needs.</param>
internal sealed partial record DiskUse(double? Blocks, double? Inodes)
{
    /// <summary>Bytes in use, and how many users without privileges can make of them; null where it has none.</summary>
    public (double Used, double Most)? Bytes { get; init; }

    /// <summary>The same in inodes.</summary>
    public (double Used, double Most)? Files { get; init; }

    /// <summary>What of it is used up to <paramref name="full"/>, in words; null where nothing is.</summary>
    public string? Exhausted(Percent full) => (Blocks >= full.Value, Inodes >= full.Value) switch
    {
        (true, _) => "is full",
        (_, true) => "has no inodes left",
        _ => null,
    };

    /// <exception cref="IOException">The kernel does not tell.</exception>
    public static DiskUse Of(string path)
    {
        if (StatVfs(path, out var answer) != 0) throw new IOException($"{path}: {Syscalls.LastError()}");
        return new DiskUse(
            Used(answer.Blocks, answer.BlocksFree, answer.BlocksAvailable),
            Used(answer.Files, answer.FilesFree, answer.FilesAvailable))
        {
            Bytes = Amount(answer.Blocks, answer.BlocksFree, answer.BlocksAvailable, answer.BlockSize),
            Files = Amount(answer.Files, answer.FilesFree, answer.FilesAvailable, 1),
        };
    }

    private static (double, double)? Amount(ulong all, ulong free, ulong available, ulong size)
    {
        double used = all - Math.Min(free, all);
        return all == 0 ? null : (used * size, (used + available) * size);
    }

    private static double? Used(ulong all, ulong free, ulong available)
    {
        double used = all - Math.Min(free, all);
        return all == 0 ? null : 100 * used / Math.Max(1, used + available);
    }

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatVfs(string path, out Answer answer);

    // The same on every 64-bit architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Answer
    {
        [FieldOffset(8)]
        public ulong BlockSize;

        [FieldOffset(16)]
        public ulong Blocks;

        [FieldOffset(24)]
        public ulong BlocksFree;

        [FieldOffset(32)]
        public ulong BlocksAvailable;

        [FieldOffset(40)]
        public ulong Files;

        [FieldOffset(48)]
        public ulong FilesFree;

        [FieldOffset(56)]
        public ulong FilesAvailable;
    }
}
