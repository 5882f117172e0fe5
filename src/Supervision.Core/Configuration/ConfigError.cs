namespace Supervision.Core.Configuration;

/// <summary>One thing an operator must correct.</summary>
/// <param name="Where">The place to open in an editor.</param>
/// <param name="Path">The full path of the key, or empty where the file's syntax is broken outside of any key.</param>
/// <param name="Message">What is wrong, with the value at hand.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record ConfigError(SourcePosition Where, string Path, string Message, string Remedy)
{
    /// <summary><c>healthcheck.conf:12:5: healthcheck.mode: must be … (remedy)</c></summary>
    /// <remarks>One line, whatever the file put into its values: it goes to logs and terminals.</remarks>
    public override string ToString() =>
        Excerpt.Visible(Path.Length == 0 ? $"{Where}: {Message} ({Remedy})" : $"{Where}: {Path}: {Message} ({Remedy})");
}
