using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace Supervision.Adapters.Doctor;

/// <summary>What a user may do with files, asked of the kernel by being that user: groups, access lists and read-only file systems count
/// without our knowing of them. Needs root.</summary>
/// <param name="sandbox">The process whose view of the file systems counts; null for our own.</param>
internal sealed class AccessOfUser(string user, int? sandbox)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public Task<bool?> CanWriteAsync(string path) => TestAsync("-w", path);

    public Task<bool?> CanExecuteAsync(string path) => TestAsync("-x", path);

    /// <returns>Null where nobody can tell.</returns>
    private async Task<bool?> TestAsync(string what, string path)
    {
        string[] enter = sandbox is { } process
            ? ["/usr/bin/nsenter", "--target", process.ToString(CultureInfo.InvariantCulture), "--mount", "--"]
            : [];
        string[] become = ["/usr/bin/setpriv", "--reuid", user, "--regid", user, "--init-groups", "--"];
        string[] command = [.. enter, .. become, "/usr/bin/test", what, path];
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            var ended = await Cli.Wrap(command[0])
                .WithArguments(command[1..])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(deadline.Token)
                .ConfigureAwait(false);
            return ended.ExitCode switch
            {
                0 => true,
                // setpriv and nsenter fail with 1 as well, and say why.
                1 when ended.StandardError.Length == 0 => false,
                _ => null,
            };
        }
        catch (Exception unasked) when (unasked is OperationCanceledException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
