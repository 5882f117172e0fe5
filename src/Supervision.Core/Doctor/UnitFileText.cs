namespace Supervision.Core.Doctor;

/// <summary>The assignments of a unit file, as systemd.syntax(7) has them: sections, comments, and lines that go on after a
/// backslash.</summary>
internal static class UnitFileText
{
    /// <summary>One assignment and where it begins; lines are counted from 1.</summary>
    internal readonly record struct Assignment(string Section, string Key, string Value, int Line);

    internal static IEnumerable<Assignment> Read(string text)
    {
        var found = new List<Assignment>();
        var (section, goesOn) = ("", false);
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            var isContinuation = goesOn;
            // A comment may stand between the parts of a long line, and does not end it.
            if (line.StartsWith('#') || line.StartsWith(';')) continue;
            goesOn = line.EndsWith('\\');
            if (isContinuation) continue;

            if (line.StartsWith('[') && line.EndsWith(']')) section = line[1..^1];
            else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                found.Add(new Assignment(section, line[..equals].Trim(), line[(equals + 1)..].Trim(), at + 1));
        }

        return found;
    }
}
