using System.Text.RegularExpressions;
using Supervision.Core.Configuration;
using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Configuration;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.CommandLine;

/// <summary>The pages of the manual say what the program and its reference.conf say.</summary>
[Collection(RealPrograms.Name)]
public sealed class ManualTests
{
    private static string Verbs { get; } =
        File.ReadAllText(Path.Combine(KnownVerbs.Checkout, "eng", "debian", "healthcheck.1")).Replace("\\-", "-", StringComparison.Ordinal);

    [Fact]
    public void Every_verb_has_its_entry_in_the_first_section()
    {
        var silent = KnownVerbs.Names.Where(verb => !Regex.IsMatch(Verbs, $@"(?m)^\.B healthcheck {Regex.Escape(verb)}( |$)"));

        Assert.Empty(silent);
    }

    [Fact]
    public void Every_option_stands_in_the_first_section()
    {
        var options = HealthcheckCommand.Create().Subcommands
            .SelectMany(verb => verb.Subcommands.Prepend(verb)).SelectMany(verb => verb.Options).Select(option => option.Name);

        Assert.All(options.Distinct(), option => Assert.Contains(option, Verbs, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Every_key_of_the_reference_stands_in_the_fifth_section()
    {
        Skip.IfNot(File.Exists("/usr/bin/python3"), "python3 is not installed");
        var reference = Path.Combine(KnownVerbs.Checkout, "hocon", "reference.conf");
        using var made = RunningProgram.StartAny(
            "/usr/bin/python3", new Dictionary<string, string?>(), Path.Combine(KnownVerbs.Checkout, "eng", "manual.py"), reference);
        var page = await made.EndAsync();
        Assert.Equal((0, ""), (page.Code, page.Errors));
        var told = Regex.Matches(page.Output.Replace("\\-", "-", StringComparison.Ordinal), @"(?m)^\\fB(?<key>\S+)\\fR = ")
            .Select(entry => entry.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);

        var keys = Leaves("", ConfigurationFiles.ReadScenario(reference).Tree).ToList();
        Assert.NotEmpty(keys);
        Assert.Empty(keys.Except(told));
    }

    private static IEnumerable<string> Leaves(string path, HoconValue value) => value is HoconValue.Map { Entries: [_, ..] entries }
        ? entries.SelectMany(entry => Leaves(path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", entry.Value))
        : [path];
}
