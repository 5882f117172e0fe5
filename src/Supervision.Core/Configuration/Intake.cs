namespace Supervision.Core.Configuration;

/// <summary>Reads files into one tree, those included by others among them.</summary>
internal sealed class Intake(IIncludeSource includes, Complaints complaints)
{
    private readonly List<string> _open = [];

    public Charge Charge { get; } = new(complaints);

    public void Read(HoconSource source, RawObject into) => Read(source.File, source.Text, new(source.File, 1, 1), into);

    /// <param name="where">The include statement.</param>
    public void Include(string path, bool required, SourcePosition where, RawObject into)
    {
        if (complaints.Exhausted) return;
        switch (includes.Open(path, where.File))
        {
            case Inclusion.Opened opened when _open.Contains(opened.File, StringComparer.Ordinal):
                complaints.Add(
                    where,
                    $"the file includes itself: {string.Join(" -> ", _open.Append(opened.File))}",
                    "take one of the includes out");
                break;
            case Inclusion.Opened when _open.Count > HoconLimits.IncludeDepth:
                complaints.Add(
                    where,
                    $"more than {HoconLimits.IncludeDepth} files include one another in a row",
                    "include fewer files within files");
                break;
            case Inclusion.Opened opened:
                Read(opened.File, opened.Text, where, into);
                break;
            case Inclusion.Absent absent when required:
                complaints.Add(
                    where,
                    $"the required file {Excerpt.Of(absent.File)} does not exist",
                    "create it, or write include \"…\" if it may be missing");
                break;
            case Inclusion.Refused refused:
                complaints.Add(
                    where,
                    $"{Excerpt.Of(refused.File)} cannot be included: {refused.Reason}",
                    refused.Remedy ?? "correct the file, or take the include out");
                break;
            case Inclusion.Absent:
                // HOCON's plain include means "if there is one".
                break;
        }
    }

    private void Read(string file, string text, SourcePosition where, RawObject into)
    {
        if (complaints.Exhausted || !Charge.File(text, where)) return;
        if (PlainText.FirstDefect(text, file) is { } defect)
        {
            complaints.Add(defect, "this is not a text file in UTF-8", "save the file as UTF-8 without control characters");
            return;
        }
        _open.Add(file);
        new Parser(new(text, file, complaints), this, complaints, scope: into).ReadFile(into);
        _open.RemoveAt(_open.Count - 1);
    }
}
