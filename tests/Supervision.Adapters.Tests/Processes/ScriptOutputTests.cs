using Supervision.Adapters.Processes;

namespace Supervision.Adapters.Tests.Processes;

public sealed class ScriptOutputTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_that_grows_too_large_is_cut_and_its_end_remembered()
    {
        var output = new ScriptOutput(_directory.File("out"));
        output.Begin();
        await File.AppendAllTextAsync(output.Path, new string('x', 17 * 1024 * 1024) + "\nbefore the cut\n");

        output.Bound();
        Assert.Equal(0, new FileInfo(output.Path).Length);
        await File.AppendAllTextAsync(output.Path, "after it\n");

        Assert.EndsWith("x\nbefore the cut\nafter it\n", output.Finish(), StringComparison.Ordinal);
        Assert.Equal(ScriptOutput.Kept, new FileInfo(output.Path).Length);
    }

    [Fact]
    public async Task A_file_of_usual_size_is_left_alone()
    {
        var output = new ScriptOutput(_directory.File("out"));
        output.Begin();
        await File.AppendAllTextAsync(output.Path, "one\n");

        output.Bound();

        Assert.Equal("one\n", await File.ReadAllTextAsync(output.Path));
        Assert.Equal("one\n", output.Finish());
    }

    [Fact]
    public void A_file_that_somebody_removed_is_told()
    {
        var output = new ScriptOutput(_directory.File("out"));
        output.Begin();
        File.Delete(output.Path);

        output.Bound();

        Assert.Contains("cannot be read", output.Finish(), StringComparison.Ordinal);
    }
}
