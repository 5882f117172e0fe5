using System.Collections.Immutable;
using System.Globalization;

namespace Supervision.Core.Configuration;

/// <content>Reading single values and lists of them.</content>
public sealed partial class Section
{
    /// <summary>A text, which may be empty.</summary>
    public string Text(string key) => One(key, "", Meaning.Text);

    /// <summary>A whole number within the bounds, both included.</summary>
    public int Number(string key, int min, int max) => One(key, min, text => Meaning.Number(text, min, max));

    /// <summary><c>true</c>, <c>on</c>, <c>yes</c>, or <c>false</c>, <c>off</c>, <c>no</c>.</summary>
    public bool Flag(string key) => One(key, false, Meaning.Flag);

    /// <summary>A number and its unit (<c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>) within the bounds, both included.</summary>
    public TimeSpan Duration(string key, TimeSpan min, TimeSpan max) => One(key, min, text => DurationMeaning.Read(text, min, max));

    /// <summary>A list of durations, each within the bounds; a single one counts as a list of one.</summary>
    public ImmutableArray<TimeSpan> Durations(string key, TimeSpan min, TimeSpan max) =>
        Many(key, min, text => DurationMeaning.Read(text, min, max));

    /// <summary>A number and its unit (<c>B</c>, <c>KiB</c>, <c>kB</c>, …) within the bounds, both included.</summary>
    public ByteCount Size(string key, ByteCount min, ByteCount max) => One(key, min, text => SizeMeaning.Read(text, min, max));

    /// <summary><c>0%</c> to <c>100%</c>.</summary>
    public Percent Percent(string key) => One(key, default, Meaning.Percentage);

    /// <summary>A list of texts; a single one counts as a list of one.</summary>
    public ImmutableArray<string> Texts(string key) => Many(key, "", Meaning.Text);

    /// <summary>One of a few names. The first one is the harmless answer to a wrong name.</summary>
    public T OneOf<T>(string key, params (string Name, T Value)[] table) =>
        One(key, table[0].Value, text => Meaning.OneOf<T>(text, table));

    /// <summary>A list of a few names; a single one counts as a list of one.</summary>
    public ImmutableArray<T> ManyOf<T>(string key, params (string Name, T Value)[] table) =>
        Many(key, table[0].Value, text => Meaning.OneOf<T>(text, table));

    private T One<T>(string key, T harmless, Func<string, Verdict<T>> read) =>
        Require(key) is { } entry ? Judge(entry.Value, KeyPath.Append(Path, key), harmless, read) : harmless;

    private ImmutableArray<T> Many<T>(string key, T harmless, Func<string, Verdict<T>> read)
    {
        if (Require(key) is not { } entry) return [];
        var path = KeyPath.Append(Path, key);
        return entry.Value is HoconValue.List list
            ? [.. list.Items.Select((item, at) => Judge(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), harmless, read))]
            : [Judge(entry.Value, path, harmless, read)];
    }

    private T Judge<T>(HoconValue value, string path, T harmless, Func<string, Verdict<T>> read)
    {
        if (value is not HoconValue.Scalar scalar)
        {
            var kind = value is HoconValue.List ? "a list" : "a section";
            _errors.Add(new(value.Where, path, $"must be a single value, but is {kind}", "write one value, without brackets or braces"));
            return harmless;
        }
        var verdict = read(scalar.Text);
        if (verdict.Complaint is { } complaint) _errors.Add(new(value.Where, path, complaint.Message, complaint.Remedy));
        return verdict.Value;
    }
}
