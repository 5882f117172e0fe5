using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

/// <summary>Real files; their owner is whoever runs the tests, and only root can give one away.</summary>
public sealed class WayToTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [SkippableFact]
    public void The_file_its_directories_and_what_a_link_leads_to_are_looked_at()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can make files of root's and of somebody else's");
        var scripts = Directory.CreateDirectory(_directory.File("scripts")).FullName;
        var elsewhere = Directory.CreateDirectory(_directory.File("elsewhere")).FullName;
        File.WriteAllText($"{elsewhere}/real.sh", "");
        File.CreateSymbolicLink($"{scripts}/backend.sh", $"{elsewhere}/real.sh");
        string[] Found() => [.. WayTo.Objections($"{scripts}/backend.sh").Where(it => it.StartsWith(_directory.Path, StringComparison.Ordinal))];
        Assert.Empty(Found());

        Tool.Run("chown", "33", $"{elsewhere}/real.sh");
        Tool.Run("chmod", "o+w", scripts);

        Assert.Equal(2, Found().Length);
        Assert.Contains(Found(), it => it.EndsWith($"chmod go-w {scripts}", StringComparison.Ordinal));
        Assert.Contains(Found(), it => it.EndsWith($"chown root {elsewhere}/real.sh", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_there_is_passed_over() => Assert.DoesNotContain(
        WayTo.Objections(_directory.File("nowhere/backend.sh")), it => it.Contains("nowhere", StringComparison.Ordinal));
}
