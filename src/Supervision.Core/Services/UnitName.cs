using System.Globalization;
using System.Text;

namespace Supervision.Core.Services;

/// <summary>The name of a unit as the unit manager knows it, with its suffix: <c>gunicorn.service</c>.</summary>
public readonly record struct UnitName(string Text)
{
    // UNIT_NAME_MAX of systemd, without the zero at its end.
    private const int Longest = 255;

    private static readonly string[] Suffixes =
        [".service", ".socket", ".target", ".mount", ".automount", ".swap", ".path", ".timer", ".slice", ".scope", ".device"];

    /// <summary>The daemon's own unit. One that restarts itself, or that waits for its own recovery run to be up, would never come to
    /// rest.</summary>
    public static UnitName Ourselves { get; } = new("healthcheck.service");

    /// <summary>The unit that a person means, as in <c>systemctl</c>: <c>nginx</c> stands for <c>nginx.service</c>, and what a unit's name
    /// cannot have is escaped as systemd-escape(1) does, <c>celery@a b</c> to <c>celery@a\x20b.service</c>.</summary>
    public static UnitName Of(string name)
    {
        var escaped = string.Concat(Encoding.UTF8.GetBytes(name).Select(Escape));
        return Suffixes.Any(suffix => escaped.EndsWith(suffix, StringComparison.Ordinal)) ? new UnitName(escaped) : new UnitName(escaped + ".service");
    }

    /// <summary>Why nothing can be of this name; null where something can.</summary>
    public (string Message, string Remedy)? Mistake => this switch
    {
        { Text.Length: > Longest } => ($"a name of more than {Longest} bytes", "write a shorter one"),
        _ when IsTemplate =>
            ("a template, of which nothing runs until it is given an instance", $"name the instance, such as {Stem}1"),
        _ when Stem.Length == 0 || Stem.StartsWith('@') =>
            ("a name without a beginning", "write the unit's whole name, such as nginx.service"),
        _ => null,
    };

    /// <summary>A .service, the kind of unit that runs programs.</summary>
    public bool IsService => Text.EndsWith(".service", StringComparison.Ordinal);

    private string Stem => Text[..Text.LastIndexOf('.')];

    /// <summary>The pattern of units rather than a unit: <c>celery@.service</c>.</summary>
    public bool IsTemplate => Stem.EndsWith('@');

    public override string ToString() => Text;

    private static string Escape(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || ":-_.@\\".Contains((char)letter)
        ? ((char)letter).ToString()
        : string.Create(CultureInfo.InvariantCulture, $"\\x{letter:x2}");
}
