namespace Supervision.Adapters.Storage;

/// <summary>The journal cannot be used and must not be replaced either: a person has to decide. The message names the remedy.</summary>
public sealed class JournalUnusableException : Exception
{
    public JournalUnusableException()
    {
    }

    public JournalUnusableException(string message) : base(message)
    {
    }

    public JournalUnusableException(string message, Exception cause) : base(message, cause)
    {
    }
}
