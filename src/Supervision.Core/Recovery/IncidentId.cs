namespace Supervision.Core.Recovery;

/// <summary>Numbers the incidents of this host, over all lives of the daemon.</summary>
public readonly record struct IncidentId(long Number)
{
    public override string ToString() => $"incident-{Number}";
}
