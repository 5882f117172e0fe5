using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>What was seen of a file.</summary>
/// <param name="Age">Since it was written last; negative where it is dated in the future.</param>
public sealed record FileReading(TimeSpan Age, long Size);

/// <summary>Holds a file against what it should be.</summary>
public static class FileJudge
{
    /// <summary>Clocks that differ by less, as of a file server, say nothing.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <param name="read">Null where there is no such file.</param>
    public static ProbeOutcome Judge(FileTarget target, FileReading? read) => read switch
    {
        null => new ProbeOutcome.Failed($"{target.Path} does not exist"),
        _ when target.MaxAge is not null && read.Age < -Skew =>
            new ProbeOutcome.Unknown($"{target.Path} is dated in the future: its age is not known"),
        _ when read.Age > target.MaxAge =>
            new ProbeOutcome.Failed($"{target.Path} was not written for more than {DurationText.Write(target.MaxAge.Value)}"),
        _ when read.Size < target.MinSize?.Bytes =>
            new ProbeOutcome.Failed($"{target.Path} is smaller than {ByteText.Write(target.MinSize.Value.Bytes)}"),
        _ when read.Size > target.MaxSize?.Bytes =>
            new ProbeOutcome.Failed($"{target.Path} is larger than {ByteText.Write(target.MaxSize.Value.Bytes)}"),
        _ => new ProbeOutcome.Passed("as it should be"),
    };
}
