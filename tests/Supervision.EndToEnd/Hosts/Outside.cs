using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace Supervision.EndToEnd.Hosts;

/// <summary>Runs a program on this machine to its end.</summary>
internal static class Outside
{
    /// <param name="input">Becomes the program's standard input; none by default.</param>
    /// <exception cref="TimeoutException">It had not ended after <paramref name="patience"/>; it was killed.</exception>
    public static async Task<CommandResult> RunAsync(IReadOnlyList<string> command, TimeSpan patience, PipeSource? input = null)
    {
        var line = string.Join(' ', command);
        using var deadline = new CancellationTokenSource(patience);
        try
        {
            var ended = await Cli.Wrap(command[0])
                .WithArguments(command.Skip(1))
                .WithStandardInputPipe(input ?? PipeSource.Null)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(Encoding.UTF8, deadline.Token);
            return new CommandResult(line, ended.ExitCode, ended.StandardOutput.TrimEnd('\n'), ended.StandardError.TrimEnd('\n'));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new TimeoutException($"'{line}' had not ended after {patience.TotalSeconds} s");
        }
    }
}
