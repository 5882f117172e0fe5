namespace Supervision.Core.Configuration;

/// <summary>
/// The errors of one reading. After <see cref="HoconLimits.Errors"/> of them, or when a limit is reached, it is exhausted: the reader
/// stops, and what would only be a consequence of stopping is not told.
/// </summary>
internal sealed class Complaints
{
    private readonly ConfigErrors _errors = new();

    public bool Exhausted { get; private set; }

    public ConfigErrors Errors => _errors;

    public void Add(SourcePosition where, string message, string remedy, string path = "")
    {
        if (Exhausted) return;
        _errors.Add(new(where, path, message, remedy));
        if (_errors.Count >= HoconLimits.Errors) Stop(where, "too many errors, the rest is not read", "correct these first");
    }

    public void Stop(SourcePosition where, string message, string remedy)
    {
        if (Exhausted) return;
        _errors.Add(new(where, "", message, remedy));
        Exhausted = true;
    }
}
