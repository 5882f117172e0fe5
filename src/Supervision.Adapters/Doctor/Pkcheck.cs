using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Supervision.Core.Doctor;

namespace Supervision.Adapters.Doctor;

/// <summary>Asks polkit what the daemon may do, as pkcheck(1) does; nothing is started by that. Only root may ask for somebody
/// else.</summary>
/// <param name="process">Whose leave is asked for: the daemon, or any process where it does not run, since polkit goes by the user.</param>
/// <param name="startedAt">Its start, in the kernel's clock ticks since the boot: tells it from a later one of its number.</param>
internal sealed class Pkcheck(int process, ulong startedAt, uint user)
{
    private const string Program = "/usr/bin/pkcheck";
    private const string Action = "org.freedesktop.systemd1.manage-units";
    private const int Denied = 1;
    private const int NeedsAPassword = 2;
    private const int Dismissed = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<GrantAnswer> AskAsync(Grant grant)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"{process},{startedAt},{user}");
        string[] arguments =
            ["--action-id", Action, "--process", subject, "--detail", "unit", grant.Unit.Text, "--detail", "verb", grant.Verb];
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            var ended = await Cli.Wrap(Program)
                .WithArguments(arguments)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(deadline.Token)
                .ConfigureAwait(false);
            return ended.ExitCode switch
            {
                0 => new GrantAnswer(grant, true, ""),
                Denied or NeedsAPassword or Dismissed => new GrantAnswer(grant, false, ""),
                _ => new GrantAnswer(grant, null, ended.StandardError.Trim()),
            };
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new GrantAnswer(grant, null, "it does not answer");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return new GrantAnswer(grant, null, $"{Program}: {missing.Message}");
        }
    }
}
