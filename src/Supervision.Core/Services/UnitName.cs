namespace Supervision.Core.Services;

/// <summary>The name of a unit as the unit manager knows it, with its suffix: <c>gunicorn.service</c>.</summary>
public readonly record struct UnitName(string Text)
{
    private static readonly string[] Suffixes =
        [".service", ".socket", ".target", ".mount", ".automount", ".swap", ".path", ".timer", ".slice", ".scope", ".device"];

    /// <summary>The unit that a person means: <c>nginx</c> stands for <c>nginx.service</c>, as in <c>systemctl</c>.</summary>
    public static UnitName Of(string name) =>
        Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) ? new UnitName(name) : new UnitName(name + ".service");

    public override string ToString() => Text;
}
