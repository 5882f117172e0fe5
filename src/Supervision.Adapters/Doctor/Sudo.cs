using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Supervision.Adapters.Linux;
using Supervision.Core.Doctor;

namespace Supervision.Adapters.Doctor;

/// <summary>Asks sudo what a user may run without a password, by being that user; nothing is run by that. Needs root.</summary>
/// <param name="daemon">The daemon's process; null while it does not run.</param>
internal sealed class Sudo(string user, int? daemon)
{
    private const string Denied = "a password is required";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<SudoAnswer> AskAsync(string script)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            var ended = await Cli.Wrap("/usr/bin/setpriv")
                .WithArguments(
                    ["--reuid", user, "--regid", user, "--init-groups", "--", "/usr/bin/sudo", "-n", "-l", "/bin/bash", script])
                .WithEnvironmentVariables(english => english.Set("LC_ALL", "C"))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(deadline.Token)
                .ConfigureAwait(false);
            var said = PlainText.Stripped(ended.StandardError).ReplaceLineEndings(" ").Trim();
            return new SudoAnswer(script, Judge(ended.ExitCode, said), said, IsShutOut());
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new SudoAnswer(script, null, "it does not answer", IsShutOut());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return new SudoAnswer(script, null, missing.Message, IsShutOut());
        }
    }

    // 1 is the answer of sudo to what it does not allow, said or unsaid; anything else that fails is no answer of sudo's.
    private static bool? Judge(int exit, string said) => exit switch
    {
        0 => true,
        1 when said.Length == 0 || said.Contains(Denied, StringComparison.Ordinal) => false,
        _ => null,
    };

    // The directives that make up a sandbox imply it, so that the unit's own property tells less than the process.
    private bool IsShutOut() => daemon is { } process
        && SmallText.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")) is { } status
        && status.Contains("NoNewPrivs:\t1", StringComparison.Ordinal);
}
