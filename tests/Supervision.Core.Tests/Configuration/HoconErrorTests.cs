using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

public sealed class HoconErrorTests
{
    [Theory]
    [InlineData("a { b = 1", "healthcheck.conf:1:3: a: the brace is never closed (add the missing '}')")]
    [InlineData("{ a = 1", "healthcheck.conf:1:1: the brace is never closed (add the missing '}')")]
    [InlineData("a = 1\n}", "healthcheck.conf:2:1: the brace closes nothing (take it out, or add the missing '{')")]
    [InlineData("a = ]", "healthcheck.conf:1:5: a: the bracket closes nothing (take it out, or add the missing '[')")]
    [InlineData("{ a = 1 } b = 2", "healthcheck.conf:1:11: 'b' stands behind the brace that closes the file (take out what follows the brace, or the brace)")]
    [InlineData("a { b = [1, 2 }\nc = 1", "healthcheck.conf:1:9: a.b: the bracket is never closed (add the missing ']')")]
    [InlineData("a = \"x\nb = 1", "healthcheck.conf:1:5: the quote is not closed on this line (close it, or put a text of several lines in \"\"\"three quotes\"\"\")")]
    [InlineData("a = 1\nb = \"\"\"x\ny", "healthcheck.conf:2:5: the text in three quotes is never closed (close it with \"\"\")")]
    [InlineData("a = \"x\\y\"", "healthcheck.conf:1:7: the backslash begins no known escape (write \\\\ for a backslash; known are \\\" \\/ \\b \\f \\n \\r \\t \\uXXXX)")]
    [InlineData("a = \"\\u0000\"", "healthcheck.conf:1:5: an escape gives a NUL or half a character (write the character itself)")]
    [InlineData("a = \"\\ud800\"", "healthcheck.conf:1:5: an escape gives a NUL or half a character (write the character itself)")]
    [InlineData("a", "healthcheck.conf:1:1: a: the key has no value (write key = value or key { … } on one line)")]
    [InlineData("a =\nb = 1", "healthcheck.conf:1:1: a: the key has no value (write the value on the same line; an empty text is \"\")")]
    [InlineData("a b = 1", "healthcheck.conf:1:3: 'b' stands where '=' or '{' is expected (write key = value; a key with blanks needs quotes)")]
    [InlineData("a..b = 1", "healthcheck.conf:1:1: two keys touch without a dot, or two dots without a key (write a.b.c; a dot within a key needs quotes)")]
    [InlineData(".a = 1", "healthcheck.conf:1:1: two keys touch without a dot, or two dots without a key (write a.b.c; a dot within a key needs quotes)")]
    [InlineData("a. = 1", "healthcheck.conf:1:1: the path ends with a dot (write a.b.c)")]
    [InlineData("= 1", "healthcheck.conf:1:1: '=' stands where a key is expected (write key = value; other characters in a key need quotes)")]
    [InlineData("a += 1", "healthcheck.conf:1:3: a: '+=' is not read here (write the whole list with '=')")]
    [InlineData("a = = 1", "healthcheck.conf:1:5: a: '=' stands within a value (begin a new line for the next key, or put the value in quotes)")]
    [InlineData("a = 1 b = 2", "healthcheck.conf:1:9: a: '=' stands within a value (begin a new line for the next key, or put the value in quotes)")]
    [InlineData("a = http://127.0.0.1/", "healthcheck.conf:1:9: a: ':' stands in a value without quotes (put the whole value in quotes)")]
    [InlineData("a = */15 * * * *", "healthcheck.conf:1:5: a: '*' stands in a value without quotes (put the whole value in quotes)")]
    [InlineData("a = $HOME", "healthcheck.conf:1:5: a: '$' stands in a value without quotes (put the whole value in quotes)")]
    [InlineData("a = null", "healthcheck.conf:1:5: a: null is not a value here (leave the key out, or write \"\" for an empty text)")]
    [InlineData("a = [\"x\" \"y\"]", "healthcheck.conf:1:10: a: 'y' follows another value (put a comma between the two, or one pair of quotes around both)")]
    [InlineData("a = [x y]", "healthcheck.conf:1:8: a: 'y' follows another value (put a comma between the two, or one pair of quotes around both)")]
    [InlineData("a = \"x\" y", "healthcheck.conf:1:9: a: 'y' follows another value (put a comma between the two, or one pair of quotes around both)")]
    [InlineData("a = [1] [2]", "healthcheck.conf:1:9: a: an object or a list cannot be joined to another value (write the whole value, or put a comma between the two)")]
    [InlineData("a = [1,, 2]", "healthcheck.conf:1:8: a: the comma has no value before it (take it out)")]
    [InlineData("a = 1,, b = 2", "healthcheck.conf:1:7: the comma has no entry before it (take it out)")]
    [InlineData("a { } b { }", "healthcheck.conf:1:7: a: 'b' stands behind the end of a value (put a comma between the two, or begin a new line)")]
    [InlineData("[1, 2]", "healthcheck.conf:1:1: '[' stands where a key is expected (write key = value; other characters in a key need quotes)")]
    [InlineData("a = 1\nb\0 = 2", "healthcheck.conf:2:2: this is not a text file in UTF-8 (save the file as UTF-8 without control characters)")]
    [InlineData("a = \uFFFD", "healthcheck.conf:1:5: this is not a text file in UTF-8 (save the file as UTF-8 without control characters)")]
    [InlineData("include = 1", "healthcheck.conf:1:9: include is followed by '=' and not by a file name in quotes (write include \"file\" or include required(\"file\"); a key of that name needs quotes)")]
    [InlineData("include file(\"x\")", "healthcheck.conf:1:9: include is followed by 'file(' and not by a file name in quotes (write include \"file\" or include required(\"file\"); a key of that name needs quotes)")]
    [InlineData("include required(\"x\"", "healthcheck.conf:1:21: the parenthesis of required( is never closed (write include \"file\" or include required(\"file\"); a key of that name needs quotes)")]
    public void Is_told_once_with_place_and_remedy(string text, string told)
    {
        var error = Assert.Single(Written.Read(text).Errors);
        Assert.Equal(told, error.ToString());
    }

    [Fact]
    public void All_errors_are_told_and_what_is_sound_is_read()
    {
        var reading = Written.Read("""
            a = 1
            b c { d = 1
              e = 2 }
            f = "x
            g += 1
            h { i = [1, * , 2], j = ${nowhere} }
            k = 3
            }
            l = 4
            """);
        Assert.Equal([2, 4, 5, 6, 6, 8], reading.Errors.Select(error => error.Where.Line));
        Assert.Equal("1", ((HoconValue.Scalar)reading.Tree.At("a")!).Text);
        Assert.Equal("3", ((HoconValue.Scalar)reading.Tree.At("k")!).Text);
        Assert.Equal("4", ((HoconValue.Scalar)reading.Tree.At("l")!).Text);
    }

    [Fact]
    public void A_remote_line_never_floods_the_terminal()
    {
        var error = Assert.Single(Written.Read("a = [x \"" + new string('y', 5000) + "\u009b\"]").Errors);
        Assert.True(error.ToString().Length < 300);
        Assert.DoesNotContain('\u009b', error.ToString());
    }

    [Fact]
    public void An_error_is_one_line_whatever_the_file_put_into_its_values()
    {
        var error = new ConfigError(new SourcePosition("a\nb.conf", 1, 1), "a.\"\u001b\"", "is \0 and \u2028", "write\r\nless");

        Assert.Equal("a\\u000ab.conf:1:1: a.\"\\u001b\": is \\u0000 and \\u2028 (write\\u000d\\u000aless)", error.ToString());
    }
}
