namespace Supervision.Core.Services;

/// <summary>What the operator calls a monitored service; the key under <c>healthcheck.services</c>.</summary>
/// <param name="Text">The name as configured, compared ordinally.</param>
public readonly record struct ServiceName(string Text)
{
    public override string ToString() => Text;
}
