using Supervision.Adapters.Secrets;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>The passwords of probes; see <see cref="SecretFile"/>.</summary>
internal static class PasswordFile
{
    /// <param name="file">A path, the name of a credential of our unit, or empty for no password.</param>
    /// <returns>The password, or why it is not taken.</returns>
    public static (string? Password, ProbeOutcome? Trouble) Read(string file)
    {
        var (secret, trouble) = SecretFile.Read("password-file", file);
        return (secret?.Reveal(), trouble is null ? null : new ProbeOutcome.Unknown(trouble));
    }
}
