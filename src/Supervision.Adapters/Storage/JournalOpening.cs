namespace Supervision.Adapters.Storage;

/// <summary>What was there when the journal was opened.</summary>
public abstract record JournalOpening
{
    private JournalOpening()
    {
    }

    /// <summary>There was none: the first start on this host.</summary>
    public sealed record Fresh : JournalOpening;

    /// <summary>The journal of earlier lives, whole.</summary>
    public sealed record Found : JournalOpening;

    /// <summary>It was damaged, or of a later version: a new one was begun, and the budget counts as spent for one window, since nobody
    /// here knows what was charged to it.</summary>
    /// <param name="Path">Where the file lies now.</param>
    public sealed record SetAside(string Path, string Why) : JournalOpening;

    /// <summary>It cannot be read or written: supervision goes on, but no run is started.</summary>
    /// <param name="Why">With the remedy.</param>
    public sealed record Unusable(string Why) : JournalOpening;
}
