using Supervision.Documents;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What the documents say to type, typed: from a host with the old service to one that has nothing of ours any more.</summary>
public sealed class The_documents
{
    private const string Here = "/root/guide";

    // What is tried with the shipped configuration comes before what changes it; what is not named here comes behind.
    private static readonly string[] Order =
    [
        "docs/simulation.md", "README.md", "docs/installing.md", "docs/operating.md", "docs/notifications.md", "docs/configuration.md",
        "docs/runbook.md",
    ];

    // What answers by its exit code; everything else has to succeed. None of them is a usage error or a missing daemon.
    private static readonly (string Asks, int[] Answers)[] Answering =
    [
        ("healthcheck check", [0, 1, 2, 3]), ("healthcheck status", [0, 1, 3]), ("healthcheck doctor", [0, 1]),
        ("healthcheck resources", [0, 1, 2]),
        ("healthcheck test-notification", [0, 1]), ("systemctl status", [0, 3]), ("systemctl is-active", [0, 3]), ("diff ", [0, 1]),
    ];

    private static readonly string[] Endless = [" --watch", " -f", " -F"];

    [SkippableFact]
    public async Task Say_to_type_what_works()
    {
        var package = await ShippedPackage.PathAsync();
        await using var host = await Deployment.StartAsync();
        await host.LayOutOldServiceAsync();
        await PrepareAsync(host, package);
        var failed = new List<string>();

        foreach (var stage in Stages.OnTheHost)
        {
            if (stage == Stages.Installed) await HaveAnIncidentAsync(host);
            foreach (var command in Of(stage))
            {
                if (await ProblemAsync(host, command) is { } problem) failed.Add(problem);
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
        Assert.False((await host.RunAsync("sh", "-c", "command -v healthcheck || test -e /etc/healthcheck")).Succeeded);
    }

    private static IEnumerable<GuideCommand> Of(string stage) => GuideCommand.All
        .Where(command => command.Stage == stage && !command.Document.IsTurkish)
        .OrderBy(command => Array.IndexOf(Order, command.Document.File) is >= 0 and var at ? at : Order.Length)
        .DistinctBy(command => command.Text);

    /// <summary>What a reader has beside the documents: the package, a scenario of his own, a configuration that is to come.</summary>
    private static async Task PrepareAsync(BootedHost host, string package)
    {
        var guide = Document.Of("docs/simulation.md").Lines.SkipWhile(line => line != "    scenario {").ToList();
        await host.OutputOfAsync("mkdir", "--parents", $"{Here}/dist");
        await host.CopyInAsync(package, $"{Here}/dist/{Path.GetFileName(package)}");
        await host.WriteAsync($"{Here}/night.conf", string.Join('\n', guide.Take(guide.IndexOf("    }") + 1)));
        await host.CopyInAsync(Path.Combine(Document.Root, "hocon/healthcheck.conf"), $"{Here}/new.conf");
        await host.OutputOfAsync("useradd", "ayse");
    }

    /// <summary>So that there is something to be told: the guides ask why.</summary>
    private static async Task HaveAnIncidentAsync(BootedHost host)
    {
        await host.KillAllOfAsync("celery.service");
        await host.EventuallyAsync(async () => (await host.IncidentsAsync()).Count == 1);
    }

    private static async Task<string?> ProblemAsync(BootedHost host, GuideCommand command)
    {
        var text = NotOnTheHost.Commands.TryGetValue(command.Text, out var reason) ? reason.InItsPlace : command.Text;
        if (text is null) return null;
        // A thousand days are for an operator's machine.
        text = text.Replace("--explore 1000", "--explore 5", StringComparison.Ordinal);
        var goesOn = Endless.Any(sign => text.Contains(sign, StringComparison.Ordinal));
        var ended = await host.RunAsync(goesOn
            ? ["timeout", "--signal=INT", "0.5", "bash", "-c", $"cd {Here}\n{text}"]
            : ["bash", "-c", $"cd {Here}\n{text}"]);
        int[] expected = goesOn
            ? [0, 124, 130]
            : Answering.Where(one => text.Contains(one.Asks, StringComparison.Ordinal)).Select(one => one.Answers).FirstOrDefault([0]);
        return expected.Contains(ended.ExitCode) ? null : $"{command}\n  ends with {ended.ExitCode}: {ended.Output}\n{ended.Error}";
    }
}
