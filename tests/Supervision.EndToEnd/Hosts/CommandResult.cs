namespace Supervision.EndToEnd.Hosts;

/// <summary>What a command inside a host left behind: both streams without the newline at their end.</summary>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The standard output of a command that had to succeed.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message carries both streams.</exception>
    public string OrFail() => Succeeded
        ? Output
        : throw new InvalidOperationException($"'{Command}' exited with {ExitCode}\n{Output}\n{Error}");
}
