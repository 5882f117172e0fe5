using Supervision.Adapters.Probes;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

public sealed class FileProbeTests
{
    [Fact]
    public async Task A_file_is_there_young_and_of_its_size_or_not()
    {
        using var folder = new TemporaryDirectory();
        var clock = new MovedClock();
        var target = new FileTarget(Path.Combine(folder.Path, "ş ı"), TimeSpan.FromMinutes(5), new ByteCount(2), null);
        Task<ProbeOutcome> LookAsync() => Looking.AtAsync(target, new FileProbe(clock).LookAsync);

        Assert.IsType<ProbeOutcome.Failed>(await LookAsync());
        await File.WriteAllTextAsync(target.Path, "x");
        Assert.IsType<ProbeOutcome.Failed>(await LookAsync());
        await File.WriteAllTextAsync(target.Path, "xx");
        Assert.IsType<ProbeOutcome.Passed>(await LookAsync());
        clock.Move(TimeSpan.FromMinutes(6));
        Assert.IsType<ProbeOutcome.Failed>(await LookAsync());
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_unknown()
    {
        using var folder = new TemporaryDirectory();
        var circle = Path.Combine(folder.Path, "circle");
        File.CreateSymbolicLink(circle, circle);

        Assert.IsType<ProbeOutcome.Unknown>(
            await Looking.AtAsync(new FileTarget(circle + "/x", null, null, null), new FileProbe(TimeProvider.System).LookAsync));
    }

    [Fact]
    public async Task A_named_pipe_is_not_opened()
    {
        using var folder = new TemporaryDirectory();
        var pipe = Path.Combine(folder.Path, "pipe");
        Tool.Run("mkfifo", pipe);

        Assert.IsType<ProbeOutcome.Passed>(
            await Looking.AtAsync(new FileTarget(pipe, TimeSpan.FromMinutes(5), null, null), new FileProbe(TimeProvider.System).LookAsync));
    }
}
