using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>Carries out probes of the kind file.</summary>
internal sealed class FileProbe(TimeProvider clock)
{
    public Task<ProbeOutcome> LookAsync(FileTarget target, Look look)
    {
        // A file system that hangs says nothing of who writes the file.
        look.WaitsForOther($"looking at {target.Path}");
        try
        {
            return Task.FromResult(FileJudge.Judge(target, Read(target.Path)));
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<ProbeOutcome>(new ProbeOutcome.Unknown($"{target.Path} cannot be looked at: {unseen.Message}"));
        }
    }

    private FileReading? Read(string path)
    {
        try
        {
            // Unlike File.Exists this tells what is not there from what may not be seen.
            var attributes = File.GetAttributes(path);
            var size = attributes.HasFlag(FileAttributes.Directory) ? 0 : new FileInfo(path).Length;
            return new FileReading(clock.GetUtcNow() - File.GetLastWriteTimeUtc(path), size);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
