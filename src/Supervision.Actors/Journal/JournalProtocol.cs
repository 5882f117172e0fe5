using Supervision.Core.Journal;
using Supervision.Core.Recovery;

namespace Supervision.Actors.Journal;

/// <summary>The conversation with the journal actor.</summary>
public static class JournalProtocol
{
    public interface ICommand;

    /// <summary>Reply: <see cref="SupervisorEvent.IntentStored"/> once it is durable, or
    /// <see cref="SupervisorEvent.IntentNotStored"/>.</summary>
    public sealed record StoreIntent(RunIntent Intent) : ICommand;

    /// <summary>No reply: nobody waits for it.</summary>
    public sealed record Store(JournalEntry Entry) : ICommand;
}
