using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.CommandLine;

/// <summary>Completion as the shells do it, each driven for real with the shipped script and the program beside these tests.</summary>
[Collection(RealPrograms.Name)]
public sealed class CompletionTests : IDisposable
{
    private const string InBash = """
        source "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        _healthcheck healthcheck
        if ((${#COMPREPLY[@]})); then printf '%s\n' "${COMPREPLY[@]}"; fi
        """;

    // Only the line editor has compadd; what it would be given is printed.
    private const string InZsh = """
        compadd() { print -l -- ${(P)2} }
        _files() { }
        script=$1; shift
        words=("$@"); CURRENT=$#; PREFIX=$words[CURRENT]
        complete_it() { source $script }
        complete_it
        """;

    private const string InFish = "source $argv[1]; complete -C (string join -- ' ' $argv[2..-1]) | string replace --regex '\\t.*' ''; true";

    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [SkippableTheory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Every_verb_is_offered(string shell) =>
        Assert.Equal(KnownVerbs.Names, (await OfferedAsync(shell, "")).Order(StringComparer.Ordinal));

    [SkippableTheory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Options_services_and_durations_are_offered_where_they_can_stand(string shell)
    {
        var config = Path.Combine(_files.Path, "small.conf");
        await File.WriteAllTextAsync(config, "healthcheck.services { gunicorn { }, isik-gateway { } }\n");

        Assert.Equal(["--config", "--help", "--json", "--watch"], (await OfferedAsync(shell, "status", "--")).Order(StringComparer.Ordinal));
        Assert.Equal(["check", "reload", "show"], (await OfferedAsync(shell, "config", "")).Order(StringComparer.Ordinal));
        Assert.Equal(["isik-gateway"], await OfferedAsync(shell, "status", "--config", config, "isi"));
        Assert.Contains("30m", await OfferedAsync(shell, "hold", "--for", "3"));
    }

    private static async Task<string[]> OfferedAsync(string shell, params string[] words)
    {
        var program = $"/usr/bin/{shell}";
        Skip.IfNot(File.Exists(program), $"{shell} is not installed");
        var (call, script, file) = shell switch
        {
            "bash" => (new[] { "--norc", "-c" }, InBash, "healthcheck.bash"),
            "zsh" => (["-f", "-c"], InZsh, "_healthcheck"),
            _ => (["--no-config", "-c"], InFish, "healthcheck.fish"),
        };
        string[] name = shell == "fish" ? [] : [shell];
        var path = $"{AppContext.BaseDirectory}:/usr/bin:/bin";
        using var run = RunningProgram.StartAny(
            program,
            new Dictionary<string, string?> { ["PATH"] = path },
            [.. call, script, .. name, Path.Combine(KnownVerbs.Checkout, "eng", "completion", file), "healthcheck", .. words]);
        var ended = await run.EndAsync();
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        return ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
