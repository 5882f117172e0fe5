using Supervision.Core.Services;

namespace Supervision.Core.Holds;

/// <summary>A person's wish that nothing be done for a while. Every hold ends by itself.</summary>
/// <param name="Service">The service that is left alone; null for all of them.</param>
/// <param name="Until">When it ends; wall clock, since people agree on that one.</param>
/// <param name="Reason">Why, in the person's words.</param>
/// <param name="By">Who asked.</param>
public sealed record Hold(HoldId Id, ServiceName? Service, DateTimeOffset From, DateTimeOffset Until, string Reason, string By)
{
    public bool Covers(ServiceName service) => Service is null || Service == service;
}

/// <summary>Numbers the holds of this host, over all lives of the daemon.</summary>
public readonly record struct HoldId(long Number)
{
    public override string ToString() => $"hold-{Number}";
}
