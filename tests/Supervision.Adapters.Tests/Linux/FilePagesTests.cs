using System.IO.MemoryMappedFiles;
using Supervision.Adapters.Linux;
using Xunit;

namespace Supervision.Adapters.Tests.Linux;

public sealed class FilePagesTests : IDisposable
{
    private const int Kilobytes = 1024;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_is_given_back_is_held_no_more_and_there_again_when_it_is_touched()
    {
        File.WriteAllBytes(_file, [.. Enumerable.Repeat((byte)7, Kilobytes * 1024)]);
        using var mapped = MemoryMappedFile.CreateFromFile(_file, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        Assert.Equal(7 * Kilobytes * 1024, Sum(view));
        Assert.Equal(Kilobytes, Held());

        FilePages.GiveBack(_file);

        Assert.Equal(0, Held());
        Assert.Equal(7 * Kilobytes * 1024, Sum(view));
    }

    [Fact]
    public void What_may_be_written_or_was_is_kept_and_so_is_what_is_of_another_file()
    {
        const string program = "/usr/lib/healthcheck/healthcheck";
        string[] smaps =
        [
            .. Mapping("00400000-00405000 r--p 00000000 fe:00 917534                             /usr/lib/healthcheck/healthcheck", 0),
            .. Mapping("00405000-015df000 r-xp 00005000 fe:00 917534                             /usr/lib/healthcheck/healthcheck", 0),
            .. Mapping("01c17000-023a8000 r--p 01817000 fe:00 917534                             /usr/lib/healthcheck/healthcheck", 4),
            // Memory without a file, behind a mapping that was written.
            .. Mapping("023a8000-023a9000 r--p 00000000 00:00 0 ", 0),
            .. Mapping("023a9000-023aa000 r--p 01fa9000 fe:00 917534                             /usr/lib/healthcheck/healthcheck", 0, swap: 4),
            .. Mapping("023aa000-031b5000 rw-p 01faa000 fe:00 917534                             /usr/lib/healthcheck/healthcheck", 0),
            .. Mapping("7f5fc0330000-7f5fc05ad000 r-xp 000c5000 00:2a 332131                     /usr/lib/healthcheck/healthcheck (deleted)", 0),
            .. Mapping("7f5fcc400000-7f5fcc800000 r--p 00000000 00:00 0 ", 0),
        ];
        Assert.Equal([(0x400000, 0x405000), (0x405000, 0x15df000)], FilePages.Unchanged(smaps, program).Select(m => ((int)m.Start, (int)m.End)));
    }

    private static string[] Mapping(string head, int anonymous, int swap = 0) =>
    [
        head, "Size:              24936 kB", "Rss:               15080 kB", $"Anonymous:  {anonymous,12} kB", $"Swap:       {swap,12} kB", "SwapPss:               0 kB", "THPeligible:           0",
        "VmFlags: rd ex mr mw me sd",
    ];

    private static long Sum(MemoryMappedViewAccessor view)
    {
        long sum = 0;
        for (var at = 0; at < Kilobytes * 1024; at++)
            sum += view.ReadByte(at);
        return sum;
    }

    /// <summary>Kilobytes of the file that this process holds.</summary>
    private int Held() => File.ReadLines("/proc/self/smaps")
        .SkipWhile(line => !line.EndsWith(_file, StringComparison.Ordinal))
        .First(line => line.StartsWith("Rss:", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var held, _] ? int.Parse(held, System.Globalization.CultureInfo.InvariantCulture) : -1;
}
