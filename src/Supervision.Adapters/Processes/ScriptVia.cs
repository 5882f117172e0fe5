namespace Supervision.Adapters.Processes;

/// <summary>As whom a recovery script runs.</summary>
public enum ScriptVia
{
    /// <summary>As root by <c>sudo -n</c>, on hosts where polkit cannot grant the start of a unit. Not from a sandboxed unit.</summary>
    Sudo,

    /// <summary>As the daemon itself.</summary>
    Direct,
}
