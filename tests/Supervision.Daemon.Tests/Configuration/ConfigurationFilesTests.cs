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

    [Theory]
    [InlineData(UnixFileMode.OtherWrite, "everybody may write it")]
    [InlineData(UnixFileMode.OtherWrite | UnixFileMode.GroupWrite, "everybody may write it")]
    public void What_everybody_may_write_is_refused_with_the_command_that_mends_it(UnixFileMode more, string reason)
    {
        _etc.Write("healthcheck.conf", "");
        Open(Main, more);

        var error = Assert.Single(ConfigurationFiles.Read(Main).Errors);

        Assert.Equal(($"cannot be read: {reason}", $"chmod go-w {Main}"), (error.Message, error.Remedy));
        Assert.Equal($"{Main}:1:1", error.Where.ToString());
    }

    [SkippableFact]
    public void What_a_foreign_group_may_write_is_refused()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can give files away");
        _etc.Write("healthcheck.conf", "");
        Assert.Equal(0, ChangeOwner(Main, 0, 33));
        Assert.Empty(ConfigurationFiles.Read(Main).Errors);
        Open(Main, UnixFileMode.GroupWrite);

        Assert.Equal("cannot be read: the group 33 may write it", Refusal(Main));
    }

    [SkippableFact]
    public void What_belongs_to_a_stranger_is_refused()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can give files away");
        _etc.Write("healthcheck.conf", "");
        Assert.Equal(0, ChangeOwner(Main, 12345, 0));

        var error = Assert.Single(ConfigurationFiles.Read(Main).Errors);

        Assert.Equal("cannot be read: it belongs to user 12345, who is neither root nor the one who reads it", error.Message);
        Assert.Equal($"chown root {Main}", error.Remedy);
    }

    [Fact]
    public void An_include_is_held_to_the_same_and_told_where_it_is_included()
    {
        Open(_etc.Write("open.conf", "seen = open"), UnixFileMode.OtherWrite);
        _etc.Write("healthcheck.conf", "a = 1\ninclude \"open.conf\"");

        var error = Assert.Single(ConfigurationFiles.Read(Main).Errors);

        Assert.Equal($"{Main}:2:1", error.Where.ToString());
        Assert.Equal($"chmod go-w {_etc.At("open.conf")}", error.Remedy);
    }

    [Fact]
    public void A_link_is_as_trusted_as_what_it_leads_to()
    {
        var target = _etc.Write("target.conf", "seen = target");
        File.CreateSymbolicLink(Main, target);
        Assert.Equal("target", Value(ConfigurationFiles.Read(Main), "seen"));

        Open(target, UnixFileMode.OtherWrite);

        Assert.Contains("everybody may write it", Refusal(Main), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_into_which_everybody_may_write_is_refused_with_all_that_is_in_it()
    {
        _etc.Write("healthcheck.conf", "seen = main");
        _etc.Write("conf.d/a.conf", "seen = a");
        Open(Folder, UnixFileMode.OtherWrite);

        var error = Assert.Single(Defaults().Errors);

        Assert.Equal(("cannot be read: everybody may write it", $"chmod go-w {Folder}"), (error.Message, error.Remedy));
    }

    [Fact]
    public void A_windows_editor_s_mark_and_line_ends_are_no_part_of_the_text()
    {
        File.WriteAllText(Main, "seen = main\r\nother = 1\r\n", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal("main", Value(ConfigurationFiles.Read(Main), "seen"));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00, 0x3D, 0x00, 0x31, 0x00 })] // a=1 in UTF-16
    [InlineData(new byte[] { 0x61, 0x3D, 0xFE, 0x0A })] // a=ş in ISO-8859-9
    [InlineData(new byte[] { 0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x00, 0x00 })] // a program
    public void What_is_no_text_in_utf_8_is_refused(byte[] bytes)
    {
        File.WriteAllBytes(Main, bytes);

        Assert.Equal("this is not a text file in UTF-8", Refusal(Main));
    }

    [Fact]
    public void A_file_of_a_hundred_megabytes_is_refused_before_it_is_read()
    {
        using (var large = new FileStream(Main, FileMode.CreateNew))
            large.SetLength(100 * 1024 * 1024);
        Assert.Contains("it is larger than", Refusal(Main), StringComparison.Ordinal);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(Main);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_alone()
    {
        var error = Assert.Single(Core.Hosting.HealthcheckSettingsReader.Read(ConfigurationFiles.Read(Main)).Errors);

        Assert.Equal("does not exist", error.Message);
    }

    [Fact]
    public void What_may_stand_in_a_file_that_cannot_be_read_is_not_missed()
    {
        Open(_etc.Write("services.conf", "healthcheck.services { postgresql { } }"), UnixFileMode.OtherWrite);
        _etc.Write("healthcheck.conf", "include \"services.conf\"\nhealthcheck.services.gunicorn.depends-on = [postgresql]");

        Assert.Single(Core.Hosting.HealthcheckSettingsReader.Read(ConfigurationFiles.Read(Main)).Errors);
    }

    private static void Open(string path, UnixFileMode more) => File.SetUnixFileMode(path, File.GetUnixFileMode(path) | more);

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

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
