namespace Supervision.EndToEnd.Stack;

internal enum BackendMode
{
    /// <summary>Restarts all six units, as the real script does.</summary>
    Ok,

    /// <summary>Exits with 1 and does nothing.</summary>
    Fail,

    /// <summary>Exits with 0 and does nothing.</summary>
    Noop,

    /// <summary>Never ends.</summary>
    Hang,

    /// <summary>Waits for <see cref="Deployment.ReleaseBackendAsync"/>, and does then what the real script does.</summary>
    Held,
}
