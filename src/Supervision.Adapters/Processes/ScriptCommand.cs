using CliWrap;
using CliWrap.Buffered;
using Supervision.Adapters.Linux;
using Supervision.Core.Recovery;

namespace Supervision.Adapters.Processes;

/// <summary>How a recovery script is called. All programs by their full paths: no PATH of anybody's decides what runs as root.</summary>
internal sealed class ScriptCommand(string script, ScriptVia via)
{
    private static readonly TimeSpan SudoAnswersWithin = TimeSpan.FromSeconds(20);

    /// <summary>Why sudo would not run it, with the remedy; null where nothing speaks against it. Nothing of the script runs.</summary>
    public async Task<string?> RefusalAsync()
    {
        if (via == ScriptVia.Direct) return null;

        using var deadline = new CancellationTokenSource(SudoAnswersWithin);
        try
        {
            var asked = await Cli.Wrap("/usr/bin/sudo").WithArguments(["-n", "-l", "/bin/bash", script])
                .WithEnvironmentVariables(english => english.Set("LC_ALL", "C"))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(deadline.Token).ConfigureAwait(false);
            return asked.ExitCode == 0 ? null : $"{OwnWords(asked.StandardError)}; {Remedy()}";
        }
        catch (OperationCanceledException)
        {
            return $"sudo did not answer; {Remedy()}";
        }
    }

    /// <summary>Starts it in a session of its own, what it prints appended to <paramref name="output"/>: no pipe of ours is left for a
    /// grandchild to hold open. The shell around it leads the session and keeps <paramref name="record"/>.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">setsid(1) cannot be executed.</exception>
    public CommandTask<CommandResult> Start(ScriptRecord record, ScriptOutput output)
    {
        string[] sudo = via == ScriptVia.Sudo ? ["/usr/bin/sudo", "-n"] : [];
        return Cli.Wrap("/usr/bin/setsid")
            .WithArguments(["/bin/sh", "-c", ScriptRecord.Shell, "sh", record.Path, output.Path, .. sudo, "/bin/bash", script])
            .WithEnvironmentVariables(ours =>
            {
                foreach (var name in ChildEnvironment.Withheld) ours.Set(name, null);
            })
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
    }

    private static string OwnWords(string error)
    {
        var words = PlainText.Stripped(error).ReplaceLineEndings(" ").Trim();
        return words.Length > 0 ? words : "sudo does not allow it";
    }

    private string Remedy() => $"a rule is needed: {Environment.UserName} ALL=(root) NOPASSWD: /bin/bash {script}";
}
