namespace Supervision.Core.Configuration;

/// <summary>Counts what a reading takes, and stops it at the limits.</summary>
internal sealed class Charge(Complaints complaints)
{
    private long _values;
    private long _characters;
    private int _files;

    /// <summary>False if the file must not be read.</summary>
    public bool File(string text, SourcePosition where)
    {
        if (++_files > HoconLimits.Files)
            complaints.Stop(where, $"more than {HoconLimits.Files} files are read", "include fewer files");
        else if (text.Length > HoconLimits.FileCharacters)
            complaints.Stop(where, "the file is larger than 1 MiB", "a configuration is a few kilobytes; is this the right file?");
        else
            Characters(text.Length, where);
        return !complaints.Exhausted;
    }

    public void Value(SourcePosition where) => Values(1, where);

    /// <summary>False if a substitution must not be replaced by a value of this extent.</summary>
    public bool Copy(Extent extent, SourcePosition where)
    {
        Values(extent.Values, where);
        Characters(extent.Characters, where);
        return !complaints.Exhausted;
    }

    private void Values(long count, SourcePosition where)
    {
        _values += count;
        if (_values > HoconLimits.Values)
            complaints.Stop(
                where,
                $"there are more than {HoconLimits.Values} values",
                "is this the right file? substitutions count with all they copy");
    }

    private void Characters(long count, SourcePosition where)
    {
        _characters += count;
        if (_characters > HoconLimits.TotalCharacters)
            complaints.Stop(where, "all files and substitutions together are larger than 8 MiB", "include and substitute less");
    }
}
