using Supervision.Core.Notifications;

namespace Supervision.Core.Resources;

/// <summary>Something that is too much, or is running out.</summary>
/// <param name="Raised">The threshold that is passed; null where it is only running out.</param>
/// <param name="FullAt">When it runs out, if it goes on like this; null where it does not.</param>
public sealed record Trouble(Reading Reading, Severity? Raised, DateTimeOffset? FullAt);
