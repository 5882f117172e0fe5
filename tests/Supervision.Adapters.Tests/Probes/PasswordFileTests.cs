using Supervision.Adapters.Probes;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>Where passwords lie, and that they stay there.</summary>
public sealed class PasswordFileTests : IDisposable
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gizli şifre\n", "gizli şifre")]
    [InlineData("secret\r\n", "secret")]
    [InlineData(" blank ", " blank ")]
    public void The_password_is_what_the_file_holds_without_its_line_end(string text, string password) =>
        Assert.Equal((password, null), PasswordFile.Read(Written(text, Ours | UnixFileMode.GroupRead)));

    [Fact]
    public void No_file_is_no_password() => Assert.Equal((null, null), PasswordFile.Read(""));

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_everybody_can_read_or_write_is_refused_with_the_remedy(UnixFileMode others)
    {
        var path = Written("secret", Ours | others);

        var (password, trouble) = PasswordFile.Read(path);

        Assert.Null(password);
        Assert.Equal(new ProbeOutcome.Unknown($"password-file {path}: can be read by everybody (run: chmod o-rwx {path})"), trouble);
    }

    [Fact]
    public void What_is_no_password_is_refused_without_showing_it()
    {
        foreach (var text in new[] { "", "\n", "sec\0ret", new string('x', 5000) })
            Assert.Contains("does not hold a password", Refusal(Written(text, Ours)), StringComparison.Ordinal);
        Assert.DoesNotContain("xxxx", Refusal(Written(new string('x', 5000), Ours)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_file_is_refused_at_once()
    {
        var pipe = _folder.File("pipe");
        Assert.Equal(0, Tool.Run("mkfifo", "-m", "600", pipe).Exit);

        Assert.Contains("is no file", Refusal(pipe), StringComparison.Ordinal);
        Assert.Contains("is not there", Refusal(_folder.File("none")), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refusal(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_a_slash_is_a_credential_of_our_unit() =>
        Assert.Contains("LoadCredential=db-password:PATH", Refusal("db-password"), StringComparison.Ordinal);

    private static string Refusal(string file) => Assert.IsType<ProbeOutcome.Unknown>(PasswordFile.Read(file).Trouble).Detail;

    private string Written(string text, UnixFileMode mode)
    {
        var path = _folder.File("password");
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
