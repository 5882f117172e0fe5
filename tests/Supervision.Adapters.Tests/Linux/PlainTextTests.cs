using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("gunicorn servisi çalışmıyor! İıŞşĞğ 🙂", "gunicorn servisi çalışmıyor! İıŞşĞğ 🙂")]
    [InlineData("down\r\nMon Nov 23: up", "down\\u000d\\u000aMon Nov 23: up")]
    [InlineData("\u001b[2Jred", "\\u001b[2Jred")]
    [InlineData("a\u202egol.exe\u2066", "a\\u202egol.exe\\u2066")]
    [InlineData("\u0000\u0085\u2028\u007f", "\\u0000\\u0085\\u2028\\u007f")]
    public void Escaped_shows_what_is_invisible_and_leaves_letters_alone(string text, string expected) =>
        Assert.Equal(expected, PlainText.Escaped(text));

    [Theory]
    [InlineData("\u001b[1;31mçöktü\u001b[0m\tport\r\n", "çöktü\tport\n")]
    [InlineData("\u001b]0;title\u0007text\u001b]8;;http://x\u001b\\link", "textlink")]
    [InlineData("\u001b(Bplain\u001b7\u009b31m", "plain31m")]
    [InlineData("a\u202eb\u200fc\0🙂", "abc🙂")]
    public void Stripped_takes_them_out(string text, string expected) => Assert.Equal(expected, PlainText.Stripped(text));

    // Not as a row of a table: an attribute cannot hold such a string.
    [Fact]
    public void Half_a_surrogate_pair_is_no_letter()
    {
        Assert.Equal("half \\ud83d pair", PlainText.Escaped("half \ud83d pair"));
        Assert.Equal("half ", PlainText.Stripped("half \ud83d"));
    }
}
