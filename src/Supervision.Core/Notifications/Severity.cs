namespace Supervision.Core.Notifications;

/// <summary>How much it matters that somebody reads it.</summary>
public enum Severity
{
    /// <summary>Good to know: it is over, the host is ready …</summary>
    Info,

    /// <summary>Somebody should look at it today.</summary>
    Warning,

    /// <summary>People cannot work, or soon cannot.</summary>
    Critical,
}
