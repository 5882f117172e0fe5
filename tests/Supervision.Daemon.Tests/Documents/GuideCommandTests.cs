using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using System.Text.RegularExpressions;
using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Tests.Programs;
using Supervision.Documents;

namespace Supervision.Daemon.Tests.Documents;

/// <summary>What the documents say to type is what the program takes; where it needs no daemon, it is run.</summary>
[Collection(RealPrograms.Name)]
public sealed partial class GuideCommandTests : IDisposable
{
    private const string Scenarios = "/usr/share/healthcheck/scenarios";
    private const string Shipped = "hocon/healthcheck.conf";

    // A longer line is cut in the picture.
    private const int Columns = 117;

    // What looks at nothing but files.
    private static readonly string[] Alone = ["config", "import-crontab", "policy", "schedule", "simulate", "version"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_command_line_knows_every_command_of_every_document()
    {
        var calls = GuideCommand.All.SelectMany(command => command.CallsOfOurs.Select(words => (command, words))).ToList();
        Assert.True(calls.Count > 100, $"only {calls.Count}");

        Found.Nothing(calls
            .Select(call => (call.command, HealthcheckCommand.Create().Parse(call.words).Errors))
            .Where(call => call.Errors.Count > 0)
            .Select(call => $"{call.command}: {string.Join("; ", call.Errors.Select(error => error.Message))}"));
    }

    [Fact]
    public void The_command_line_knows_every_verb_and_option_that_is_named_between_backquotes() => Found.Nothing(Document.All
        .SelectMany(document => Named().Matches(document.Text).Select(named => (document, Words: named.Groups["words"].Value.Split(' '))))
        .Where(named => !Knows(named.Words))
        .Select(named => $"{named.document}: healthcheck {string.Join(' ', named.Words)}"));

    [Fact]
    public async Task Every_command_that_needs_no_daemon_does_what_is_said_of_it()
    {
        WriteNeeded();
        var calls = GuideCommand.All
            .Where(command => !command.Document.IsTurkish)
            .SelectMany(command => command.CallsOfOurs.Where(words => Alone.Contains(words[0]) && !words.Contains("reload"))
                .Select(words => (command, Words: InPlace(words))))
            .DistinctBy(call => string.Join(' ', call.Words))
            .ToList();
        Assert.True(calls.Count > 8, $"only {calls.Count}");

        foreach (var (command, words) in calls)
        {
            var ended = await RunningProgram.RunAsync([.. words]);
            Assert.True(ended.Code == 0, $"{command} ends with {ended.Code}: {ended.Errors}");
        }
    }

    [Fact]
    public async Task The_picture_of_the_timeline_shows_what_the_program_prints()
    {
        var picture = WebUtility.HtmlDecode(Tag().Replace(File.ReadAllText(Path.Combine(Document.Root, "docs/pictures/timeline.svg")), ""));

        var ended = await RunningProgram.RunAsync(
            "simulate",
            Path.Combine(Document.Root, "hocon/scenarios/monday-two-failing-runs.conf"),
            "--config",
            Path.Combine(Document.Root, Shipped));

        Assert.Equal(0, ended.Code);
        Found.Nothing(ended.Output.Split('\n')
            .Where(line => !picture.Contains(line[..Math.Min(line.Length, Columns)], StringComparison.Ordinal))
            .Select(line => $"the picture lacks '{line}'; make it anew with: eng/pictures.sh"));
    }

    private static bool Knows(string[] words)
    {
        var verb = HealthcheckCommand.Create().Subcommands.SingleOrDefault(one => one.Name == words[0]);
        var of = verb?.Subcommands.SingleOrDefault(one => one.Name == words.ElementAtOrDefault(1)) ?? verb;
        return of is not null && words.Where(word => word.StartsWith("--", StringComparison.Ordinal) && word != "--help")
            .All(word => of.Options.Any(option => option.Name == word || option.Aliases.Contains(word)));
    }

    /// <summary>The files that the guides speak of.</summary>
    private void WriteNeeded()
    {
        var guide = Document.Of("docs/simulation.md").Lines.SkipWhile(line => line != "    scenario {").ToList();
        _directory.Write("night.conf", string.Join('\n', guide.Take(guide.IndexOf("    }") + 1)));
        _directory.Write("new.conf", File.ReadAllText(Path.Combine(Document.Root, Shipped)));
        _directory.Write("crontab", "*/15 * * * * /var/www/sapb1reportsv2/backend/scripts/service_monitor.sh\n");
    }

    private ImmutableArray<string> InPlace(ImmutableArray<string> words)
    {
        var files = words.SelectMany(word => word switch
        {
            Scenarios + "/*.conf" => Directory.GetFiles(Path.Combine(Document.Root, "hocon/scenarios")).Order(StringComparer.Ordinal),
            _ when word.StartsWith(Scenarios, StringComparison.Ordinal) =>
                [Path.Combine(Document.Root, "hocon/scenarios", Path.GetFileName(word))],
            "night.conf" or "new.conf" => [_directory.At(word)],
            // Standard input is nobody's here.
            "-" => [_directory.At("crontab")],
            // A thousand days are for an operator's machine.
            "1000" => ["5"],
            _ => (IEnumerable<string>)[word],
        }).ToList();
        var configured = words[0] is not ("import-crontab" or "version") && !words.Contains("--config");
        return configured ? [.. files, "--config", Path.Combine(Document.Root, Shipped)] : [.. files];
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"`(sudo )?healthcheck (?<words>[a-z][^`{]*)`")]
    private static partial Regex Named();
}
