namespace Supervision.Core.Configuration;

/// <summary>
/// A section of the configuration for who reads settings out of it. A read that fails leaves an error in the sink and gives something
/// harmless, so that reading goes on and everything wrong is told at once. No read takes a default: defaults are written in
/// reference.conf, which lies below the operator's file. The section remembers what it was asked for; the rest is unknown.
/// </summary>
public sealed partial class Section
{
    private readonly HoconValue.Map? _tree;
    private readonly ConfigErrors _errors;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Section> _sections = new(StringComparer.Ordinal);
    private readonly List<Section> _items = [];
    private readonly Section? _parent;

    private Section(string name, string path, SourcePosition where, HoconValue.Map? tree, ConfigErrors errors, Section? parent)
    {
        (Name, Path, Where, _tree, _errors, _parent) = (name, path, where, tree, errors, parent);
    }

    /// <summary>The key of this section in the one around it.</summary>
    public string Name { get; }

    /// <summary>The path from the root, with quotes around keys that need them.</summary>
    public string Path { get; }

    /// <summary>Where the section was written last.</summary>
    public SourcePosition Where { get; }

    /// <summary>The keys, in order of first appearance; none of them counts as read by that.</summary>
    public IEnumerable<string> Keys => _tree is null ? [] : _tree.Entries.Select(entry => entry.Key);

    /// <summary>A view on a whole tree.</summary>
    public static Section Root(HoconValue.Map tree, ConfigErrors errors) => new("", "", tree.Where, tree, errors, parent: null);

    /// <summary>Whether the key is set, for the few keys without which a section is complete. The key counts as known.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The key is set to nothing: an empty text or an empty list. The key counts as known.</summary>
    public bool IsEmpty(string key) => Find(key)?.Value is HoconValue.Scalar { Text: "" } or HoconValue.List { Items: [] };

    /// <summary>What is written, on one line: <c>detected = nginx, within = 1s</c>. No key counts as known by that.</summary>
    public string Shown => _tree is null ? "" : string.Join(", ", HoconRenderer.Values(_tree).Select(value => $"{value.Path} = {value.Text}"));

    /// <summary>Where the key was written last, or the section if it is not set.</summary>
    public SourcePosition WhereIs(string key) => _tree?.Find(key)?.Where ?? Where;

    /// <summary>The value is that of reference.conf: no operator wrote it, and none can correct it there.</summary>
    public bool IsDefault(string key) => WhereIs(key).File == HoconSource.Reference;

    /// <summary>Nothing was found wrong with the key so far.</summary>
    public bool IsSound(string key) => !_errors.Concern(KeyPath.Append(Path, key));

    /// <summary>Adds an error about a key: for the rules between several keys.</summary>
    /// <param name="message">Completes "path: ".</param>
    public void Reject(string key, string message, string remedy)
    {
        if (_tree is not null) _errors.Add(new(WhereIs(key), KeyPath.Append(Path, key), message, remedy));
    }

    /// <summary>Adds an error about the section as a whole.</summary>
    /// <param name="message">Completes "path: ".</param>
    public void Reject(string message, string remedy)
    {
        if (_tree is not null) _errors.Add(new(Where, Path, message, remedy));
    }

    /// <summary>A section within this one. If it is missing that is told, and its reads are silent.</summary>
    public Section Under(string key)
    {
        _asked.Add(key);
        if (_sections.TryGetValue(key, out var known)) return known;
        return _sections[key] = Require(key) switch
        {
            { Value: HoconValue.Map tree } entry => Child(entry, tree),
            null => Child(key),
            var entry => NotASection(entry),
        };
    }

    /// <summary>All values as named sections, in order of first appearance.</summary>
    public IReadOnlyList<Section> Children() => [.. Keys.Select(Under)];

    /// <summary>A list of sections, in its order; none where the key is not set.</summary>
    public IReadOnlyList<Section> Items(string key)
    {
        if (Find(key) is not { } entry) return [];
        var values = entry.Value is HoconValue.List list ? list.Items : [entry.Value];
        var sections = new List<Section>();
        foreach (var value in values)
        {
            var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{key}[{sections.Count}]");
            if (value is HoconValue.Map tree)
                sections.Add(new Section(name, $"{KeyPath.Append(Path, key)}[{sections.Count}]", tree.Where, tree, _errors, this));
            else
                _errors.Add(new(value.Where, KeyPath.Append(Path, key), "must be a list of sections", $"write {key} = [ {{ … }}, {{ … }} ]"));
        }

        _items.AddRange(sections);
        return sections;
    }

    /// <summary>
    /// The section within this one that gives its siblings their defaults; see <see cref="Over"/>. It is not searched for unknown keys
    /// itself: they come up in every section that is laid over it.
    /// </summary>
    public Section Template(string key)
    {
        var section = Under(key);
        _sections.Remove(key);
        return section;
    }

    /// <summary>This section laid over <paramref name="defaults"/>; to be read instead of this one.</summary>
    public Section Over(Section defaults)
    {
        if (_tree is null || defaults._tree is null) return this;
        var over = new Section(Name, Path, Where, HoconTree.Merge(defaults._tree, _tree), _errors, _parent);
        if (_parent is not null) _parent._sections[Name] = over;
        return over;
    }

    /// <summary>A section that is handed on as it is; everything in it counts as known.</summary>
    public HoconValue.Map Verbatim(string key)
    {
        var section = Template(key);
        return section._tree ?? new([], Where);
    }

    /// <summary>
    /// Tells every key, here and in the sections read from here, that nobody asked for; to be called once, when all is read.
    /// </summary>
    public void RefuseUnknown() => RefuseUnknown(_ => true);

    /// <summary>The same, but here only for keys that hold a section: plain values may be there for substitutions to name.</summary>
    public void RefuseUnknownSections() => RefuseUnknown(entry => entry.Value is HoconValue.Map);

    private void RefuseUnknown(Func<HoconEntry, bool> counts)
    {
        if (_tree is null) return;
        foreach (var item in _items) item.RefuseUnknown();
        foreach (var entry in _tree.Entries)
        {
            if (_sections.TryGetValue(entry.Key, out var section)) section.RefuseUnknown();
            else if (!_asked.Contains(entry.Key) && counts(entry)) Refuse(entry);
        }
    }

    private void Refuse(HoconEntry entry)
    {
        var known = _asked.Order(StringComparer.Ordinal).ToList();
        var message = $"unknown key {Excerpt.Of(entry.Key)}";
        var remedy = known.Count == 0 ? "take it out" : $"take it out; known are {string.Join(", ", known)}";
        if (NearestKey.To(entry.Key, known) is { } nearest)
            (message, remedy) = ($"{message}; did you mean '{nearest}'?", $"write {nearest}, or take it out");
        _errors.Add(new(entry.Where, KeyPath.Append(Path, entry.Key), message, remedy));
    }

    private HoconEntry? Find(string key)
    {
        _asked.Add(key);
        return _tree?.Find(key);
    }

    private HoconEntry? Require(string key)
    {
        var entry = Find(key);
        if (entry is null) Reject(key, "is missing", "add it");
        return entry;
    }

    private Section Child(HoconEntry entry, HoconValue.Map tree) =>
        new(entry.Key, KeyPath.Append(Path, entry.Key), entry.Where, tree, _errors, this);

    private Section Child(string key) => new(key, KeyPath.Append(Path, key), Where, tree: null, _errors, this);

    private Section NotASection(HoconEntry entry)
    {
        Reject(entry.Key, "must be a section", $"write {KeyPath.Quote(entry.Key)} {{ … }}");
        return Child(entry.Key);
    }
}
