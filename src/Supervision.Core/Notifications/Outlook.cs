namespace Supervision.Core.Notifications;

/// <summary>What the supervisor does next about an incident.</summary>
/// <param name="Why">In English, as in the log; empty where there is nothing to add.</param>
public sealed record Outlook(OutlookKind Kind, string Why)
{
    /// <summary>Runs that the budget still allows; null where that is not the question.</summary>
    public int? Left { get; init; }

    /// <summary>When something can be done again; null where that is not known.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>The ways in which an incident can go on.</summary>
public enum OutlookKind
{
    /// <summary>backend.sh is run, now or after the pause.</summary>
    Backend,

    /// <summary>Single units are restarted, likewise.</summary>
    Restart,

    /// <summary>Nothing for now: a hold, a package upgrade, an answer that is waited for …</summary>
    Withheld,

    /// <summary>Nothing, since the daemon only watches.</summary>
    Observed,

    /// <summary>Nothing until the budget allows it again.</summary>
    BudgetSpent,

    /// <summary>Nothing that a restart could mend.</summary>
    Person,
}
