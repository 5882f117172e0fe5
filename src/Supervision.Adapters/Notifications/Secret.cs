using Supervision.Adapters.Probes;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Notifications;

/// <summary>A password or a key in use. It shows nothing of itself by accident.</summary>
internal sealed class Secret
{
    private readonly string _text;

    private Secret(string text) => _text = text;

    /// <summary>For who hands it to the other side.</summary>
    public string Reveal() => _text;

    public override string ToString() => "(secret)";

    /// <summary>Reads it anew at each try, so that a changed one counts at once.</summary>
    /// <param name="file">A path, the name of a credential of our unit, or empty for none.</param>
    /// <param name="key">The key of the configuration that names the file.</param>
    /// <returns>The secret, which is null where there is to be none; or why there is none.</returns>
    public static (Secret? Secret, Delivery? Trouble) Read(string file, string key) => PasswordFile.Read(file) switch
    {
        (_, ProbeOutcome trouble) => (null, new Delivery.Later(trouble.Detail.Replace("password-file", key, StringComparison.Ordinal))),
        ({ } text, _) => (new Secret(text), null),
        _ => (null, null),
    };
}
