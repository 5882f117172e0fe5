using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.CommandLine;

/// <summary>The program where the locale is a Turkish one, and .NET is told to mind it.</summary>
[Collection(RealPrograms.Name)]
public sealed class LocaleTests
{
    private static readonly Dictionary<string, string?> Turkish = new()
    {
        ["LC_ALL"] = "tr_TR.UTF-8",
        ["LANG"] = "tr_TR.UTF-8",
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0",
    };

    [Theory]
    [InlineData("config", "show")]
    [InlineData("config", "check")]
    [InlineData("check")]
    public async Task Everything_is_read_and_written_as_everywhere_else(params string[] verb)
    {
        using var files = new TemporaryDirectory();
        var config = files.Write("healthcheck.conf", "healthcheck { host = processes, language = en, services { I { exec = [\"/bin/true\"] } }, recovery.settle = 1.5s }");

        var turkish = await RunningProgram.RunAsync(Turkish, [.. verb, "--config", config]);
        var plain = await RunningProgram.RunAsync(new Dictionary<string, string?> { ["LC_ALL"] = "C" }, [.. verb, "--config", config]);

        Assert.Equal((plain.Code, plain.Errors), (turkish.Code, turkish.Errors));
        Assert.Equal(Undated(plain.Output), Undated(turkish.Output));
        Assert.NotEmpty(turkish.Output);
    }

    // A line of the script's log begins with its date: the second may have passed, the shape of it may not have changed.
    private static string Undated(string output) =>
        System.Text.RegularExpressions.Regex.Replace(output, "^[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8} [+0-9A-Z]+ [0-9]{4}: ", "date: ");
}
