using System.Runtime.InteropServices;
using Supervision.Core.Configuration;
using Supervision.Daemon.Configuration;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>The files as they lie on a host.</summary>
public sealed partial class ConfigurationFilesTests : IDisposable
{
    private readonly TemporaryDirectory _etc = new();

    private string Main => _etc.At("healthcheck.conf");

    private string Folder => _etc.At("conf.d");

    public void Dispose() => _etc.Dispose();

    [Fact]
    public void The_default_paths_are_those_of_the_contract()
    {
        Assert.Equal("/etc/healthcheck/healthcheck.conf", ConfigurationFiles.DefaultFile);
        Assert.Equal("/etc/healthcheck/conf.d", ConfigurationFiles.DefaultFolder);
    }

    [Fact]
    public void The_files_of_conf_d_lie_over_the_main_file_in_the_ordinal_order_of_their_names()
    {
        _etc.Write("healthcheck.conf", "last = main, read.main = 1");
        foreach (var name in new[] { "b.conf", "10-z.conf", "a.conf", "B.conf", "9-z.conf" })
            _etc.Write($"conf.d/{name}", $"last = {name}, read.\"{name}\" = 1");

        var reading = Defaults();

        Assert.Equal("b.conf", Value(reading, "last"));
        Assert.Equal(
            ["main", "10-z.conf", "9-z.conf", "B.conf", "a.conf", "b.conf"],
            Assert.IsType<HoconValue.Map>(reading.Tree.Find("read")?.Value).Entries.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData(".hidden.conf")]
    [InlineData(".#local.conf")]
    [InlineData("local.conf~")]
    [InlineData("local.conf.dpkg-dist")]
    [InlineData("README")]
    public void What_editors_and_packages_leave_in_conf_d_is_not_read(string name)
    {
        _etc.Write("healthcheck.conf", "seen = main");
        _etc.Write($"conf.d/{name}", "seen = leftover");

        Assert.Equal("main", Value(Defaults(), "seen"));
    }

    [Fact]
    public void A_host_without_conf_d_has_the_main_file_alone()
    {
        _etc.Write("healthcheck.conf", "seen = main");

        Assert.Equal("main", Value(Defaults(), "seen"));
    }

    [Fact]
    public void A_named_file_is_read_alone()
    {
        _etc.Write("healthcheck.conf", "seen = main");
        _etc.Write("conf.d/late.conf", "seen = late");

        Assert.Equal("main", Value(ConfigurationFiles.Read(Main), "seen"));
    }

    [Fact]
    public void An_include_is_searched_beside_the_file_that_includes_it()
    {
        _etc.Write("sites/inner.conf", "include \"deeper/innermost.conf\"");
        _etc.Write("sites/deeper/innermost.conf", "seen = innermost");
        _etc.Write("healthcheck.conf", "include \"sites/inner.conf\"");

        Assert.Equal("innermost", Value(ConfigurationFiles.Read(Main), "seen"));
    }

    [Fact]
    public void A_main_file_that_does_not_exist_is_told_with_its_path()
    {
        var error = Assert.Single(Defaults().Errors);

        Assert.Equal(Main, error.Where.File);
        Assert.Equal("does not exist", error.Message);
    }

    [Fact]
    public void A_directory_in_place_of_a_file_is_refused()
    {
        _etc.Write("healthcheck.conf", "");
        Directory.CreateDirectory(Path.Combine(Folder, "dir.conf"));
        Assert.Empty(Defaults().Errors);

        Assert.Contains("it is a directory", Refusal(Folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused()
    {
        using (var large = new FileStream(Main, FileMode.CreateNew))
            large.SetLength(HoconLimits.FileCharacters + 1);

        Assert.Contains("it is larger than 1048576 bytes", Refusal(Main), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_never_ends_is_refused() => Assert.StartsWith("cannot be read: it is ", Refusal("/dev/zero"), StringComparison.Ordinal);

    [Fact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        Assert.Equal(0, MakeFifo(Main, 0x180));

        var refusal = await Task.Run(() => Refusal(Main)).WaitAsync(Failsafe.Time);

        Assert.Contains("it is no regular file", refusal, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_file_that_is_closed_to_us_is_refused()
    {
        Skip.If(Environment.IsPrivilegedProcess, "root may read every file");
        _etc.Write("healthcheck.conf", "");
        File.SetUnixFileMode(Main, UnixFileMode.None);

        Assert.Contains("denied", Refusal(Main), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_a_circle_is_refused()
    {
        File.CreateSymbolicLink(Main, Main);

        Assert.StartsWith("cannot be read: ", Refusal(Main), StringComparison.Ordinal);
    }

    private HoconReading Defaults() => ConfigurationFiles.ReadDefaults(Main, Folder);

    private static string Refusal(string file)
    {
        var error = Assert.Single(ConfigurationFiles.Read(file).Errors);
        Assert.Equal(file, error.Where.File);
        return error.Message;
    }

    private static string Value(HoconReading reading, string key)
    {
        Assert.Empty(reading.Errors);
        return Assert.IsType<HoconValue.Scalar>(reading.Tree.Find(key)?.Value).Text;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
