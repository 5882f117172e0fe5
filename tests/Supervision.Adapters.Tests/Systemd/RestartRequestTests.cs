using Supervision.Adapters.Systemd;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Tests.Systemd;

public sealed class RestartRequestTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Is_a_file_that_names_its_run_until_it_is_withdrawn()
    {
        var file = Path.Combine(_directory.Path, "restart.request");
        var request = new RestartRequest(file);

        request.Make(new RunId(7));
        Assert.Equal("run-7\n", File.ReadAllText(file));

        Assert.True(request.Withdraw());
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void What_was_taken_already_or_lies_nowhere_is_withdrawn()
    {
        Assert.True(new RestartRequest(Path.Combine(_directory.Path, "restart.request")).Withdraw());
        Assert.True(new RestartRequest(Path.Combine(_directory.Path, "nowhere", "restart.request")).Withdraw());
    }

    [Fact]
    public void What_cannot_be_removed_is_not_withdrawn()
    {
        var place = Path.Combine(_directory.Path, "restart.request");
        Directory.CreateDirectory(place);

        Assert.False(new RestartRequest(place).Withdraw());
    }
}
