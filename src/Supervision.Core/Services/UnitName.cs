using System.Globalization;
using System.Text;

namespace Supervision.Core.Services;

/// <summary>The name of a unit as the unit manager knows it, with its suffix: <c>gunicorn.service</c>.</summary>
public readonly record struct UnitName(string Text)
{
    private static readonly string[] Suffixes =
        [".service", ".socket", ".target", ".mount", ".automount", ".swap", ".path", ".timer", ".slice", ".scope", ".device"];

    /// <summary>The unit that a person means, as in <c>systemctl</c>: <c>nginx</c> stands for <c>nginx.service</c>, and what a unit's name
    /// cannot have is escaped as systemd-escape(1) does, <c>celery@a b</c> to <c>celery@a\x20b.service</c>.</summary>
    public static UnitName Of(string name)
    {
        var escaped = string.Concat(Encoding.UTF8.GetBytes(name).Select(Escape));
        return Suffixes.Any(suffix => escaped.EndsWith(suffix, StringComparison.Ordinal)) ? new UnitName(escaped) : new UnitName(escaped + ".service");
    }

    /// <summary>The pattern of units rather than a unit: <c>celery@.service</c>.</summary>
    public bool IsTemplate => Text.Contains("@.", StringComparison.Ordinal);

    public override string ToString() => Text;

    private static string Escape(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || ":-_.@\\".Contains((char)letter)
        ? ((char)letter).ToString()
        : string.Create(CultureInfo.InvariantCulture, $"\\x{letter:x2}");
}
