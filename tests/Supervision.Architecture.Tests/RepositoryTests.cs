using System.Text.Json;
using System.Text.RegularExpressions;

namespace Supervision.Architecture.Tests;

/// <summary>What git keeps: the same on every machine, and fit to run.</summary>
public sealed partial class RepositoryTests
{
    [SkippableFact]
    public void No_file_names_a_package_registry()
    {
        var feeds = Feeds().ToList();
        Assert.NotEmpty(feeds);

        Assert.Empty(Texts()
            .Where(file => feeds.Any(feed => file.Text.Contains(feed, StringComparison.OrdinalIgnoreCase)) || Registry().IsMatch(file.Text))
            .Select(file => file.File));
    }

    [SkippableFact]
    public void No_file_names_a_directory_of_the_machine_it_was_made_on() => Assert.Empty(Texts()
        .Where(file => file.Text.Contains(Repository.Root, StringComparison.Ordinal) || Home().IsMatch(file.Text))
        .Select(file => file.File));

    [SkippableFact]
    public void Every_script_is_understood_by_its_shell()
    {
        var scripts = Texts().Select(file => (file.File, Shell: Shell().Match(file.Text).Groups["shell"].Value)).Where(script => script.Shell.Length > 0).ToList();
        Assert.Contains(".ci/run", scripts.Select(script => script.File));
        Assert.Contains(scripts, script => script.File.StartsWith("eng/", StringComparison.Ordinal));

        Assert.Empty(scripts
            .Select(script => (script.File, Checked: Repository.Run(script.Shell, "-n", Path.Combine(Repository.Root, script.File))))
            .Where(script => script.Checked.Code != 0)
            .Select(script => $"{script.File}: {script.Checked.Output}"));
    }

    private static IEnumerable<(string File, string Text)> Texts() =>
        Repository.Tracked().Select(file => (file, Repository.Read(file))).Where(file => !file.Item2.Contains('\0', StringComparison.Ordinal));

    /// <summary>The hosts from which this very build was restored.</summary>
    private static IEnumerable<string> Feeds()
    {
        using var restored = JsonDocument.Parse(File.ReadAllText(Repository.Built("Restored")));
        foreach (var source in restored.RootElement.GetProperty("project").GetProperty("restore").GetProperty("sources").EnumerateObject())
        {
            if (Uri.TryCreate(source.Name, UriKind.Absolute, out var feed) && feed.Host.Length > 0)
                yield return feed.Host;
        }
    }

    // Dots in brackets, so that this file does not name what it forbids.
    [GeneratedRegex("nuget[.]org|pypi[.]org|npmjs[.]|crates[.]io|docker[.]io|ghcr[.]io|quay[.]io|mcr[.]microsoft|pkgs[.]dev[.]azure|jfrog[.]io|deb[.]debian[.]org")]
    private static partial Regex Registry();

    [GeneratedRegex("(?<![A-Za-z0-9.$}])/(home|Users)/[a-z]")]
    private static partial Regex Home();

    [GeneratedRegex(@"\A#!\s*(/usr/bin/env\s+|/bin/|/usr/bin/)(?<shell>bash|sh)\b")]
    private static partial Regex Shell();
}
