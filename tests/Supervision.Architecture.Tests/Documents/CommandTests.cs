using System.Text.RegularExpressions;
using Supervision.Documents;

namespace Supervision.Architecture.Tests.Documents;

/// <summary>Every command of the documents stands where the tests find it, and is run by one of them.</summary>
public sealed partial class CommandTests
{
    // What the host of the end-to-end lane has; whoever writes down another program looks there whether it works.
    private static readonly string[] Programs =
    [
        "adduser", "apt-get", "cat", "chmod", "chown", "df", "dpkg-reconfigure", "find", "getent", "head", "healthcheck", "id",
        "install", "journalctl", "logrotate", "ls", "namei", "ps", "rm", "sqlite3", "systemctl", "systemd-analyze", "tail", "tee", "visudo",
        "touch", "true",
    ];

    [Fact]
    public void The_commands_are_found() => Assert.True(GuideCommand.All.Length > 200, $"only {GuideCommand.All.Length}");

    [Fact]
    public void A_fence_says_what_is_in_it() => Found.Nothing(Document.All
        .SelectMany(Fence.In)
        .Where(fence => fence.Language is not ("sh" or "text" or "hocon" or "ini" or "python")
            || (fence.Language == "sh" ? !Stages.OnTheHost.Append(Stages.Checkout).Contains(fence.Stage) : fence.Stage.Length > 0))
        .Select(fence => $"{fence.Document}:{fence.Line - 1}: {fence.Language} {fence.Stage}"));

    [Fact]
    public void A_command_stands_in_a_fence_of_sh() => Found.Nothing(Document.All
        .SelectMany(document => document.Lines.Select((line, at) => (document, line, at)))
        .Where(line => Indented().IsMatch(line.line))
        .Select(line => $"{line.document}:{line.at + 1}: {line.line}"));

    [Fact]
    public void A_command_is_run_by_a_test_or_is_one_of_the_few_with_a_reason() => Found.Nothing(GuideCommand.All
        .Where(command => !NotOnTheHost.Commands.ContainsKey(command.Text))
        .Where(command => command.Stage == Stages.Checkout || command.Calls.Any(call => !Programs.Contains(call[0])))
        .Select(command => command.ToString()));

    [Fact]
    public void A_reason_is_for_a_command_that_is_written_somewhere() =>
        Found.Nothing(NotOnTheHost.Commands.Keys.Except(GuideCommand.All.Select(command => command.Text)));

    // In a fence nothing is indented but here-documents, which do not begin so.
    [GeneratedRegex(@"^    (sudo |healthcheck (?!\{)|systemctl |journalctl |sqlite3 |dotnet |eng/|bench/|apt-get )")]
    private static partial Regex Indented();
}
