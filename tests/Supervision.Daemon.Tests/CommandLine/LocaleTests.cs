using System.Text.RegularExpressions;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.CommandLine;

/// <summary>The program where the locale is a Turkish one: it is built without cultures, and minds none.</summary>
[Collection(RealPrograms.Name)]
public sealed class LocaleTests
{
    [Theory]
    [InlineData("config", "show")]
    [InlineData("config", "check")]
    [InlineData("check")]
    public async Task Everything_is_read_and_written_as_everywhere_else(params string[] verb)
    {
        using var files = new TemporaryDirectory();
        var config = files.Write(
            "healthcheck.conf",
            "healthcheck { host = processes, language = en, services { I { exec = [\"/bin/true\"] } }, recovery.settle = 1.5s }");

        var turkish = await RunningProgram.RunAsync(In("tr_TR.UTF-8"), [.. verb, "--config", config]);
        var plain = await RunningProgram.RunAsync(In("C"), [.. verb, "--config", config]);

        Assert.Equal((plain.Code, plain.Errors), (turkish.Code, turkish.Errors));
        Assert.Equal(Undated(plain.Output), Undated(turkish.Output));
        Assert.NotEmpty(turkish.Output);
    }

    // A line of the script's log begins with its date: the second may have passed, the shape of it may not have changed.
    private static string Undated(string output) =>
        Regex.Replace(output, "^[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8} [+0-9A-Z]+ [0-9]{4}: ", "date: ");

    private static Dictionary<string, string?> In(string locale) => new() { ["LC_ALL"] = locale, ["LANG"] = locale };
}
