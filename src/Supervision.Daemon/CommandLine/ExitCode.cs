namespace Supervision.Daemon.CommandLine;

/// <summary>How the program ends; the numbers above 63 are those of sysexits.h.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>There is no daemon to talk to (<c>status</c>, <c>sweep</c>, <c>budget</c>, <c>resources</c> …).</summary>
    public const int NoDaemon = 4;

    /// <summary>An expectation of a scenario does not hold, or an invariant was broken.</summary>
    public const int NotAsExpected = 1;

    public const int Usage = 64;

    /// <summary>The host lacks what the daemon stands on: <c>/proc</c>.</summary>
    public const int Unavailable = 69;

    /// <summary>The daemon broke, and wants to be started again.</summary>
    public const int Broken = 70;

    /// <summary>Something that another attempt may find otherwise: a second daemon on the same state.</summary>
    public const int Temporary = 75;

    public const int NoPermission = 77;

    /// <summary>The configuration is wrong; no restart mends that (<c>RestartPreventExitStatus=78</c>).</summary>
    public const int Configuration = 78;
}
