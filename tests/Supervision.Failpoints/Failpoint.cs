using System.Diagnostics;

namespace Supervision.Failpoints;

/// <summary>Where the daemon can be killed: on both sides of everything that it does to the world or to the disk for one run, and
/// for one message.</summary>
internal enum Failpoint
{
    None,
    BeforeIncidentOpened,
    AfterIncidentOpened,
    BeforeIntent,
    AfterIntent,
    BeforeStart,
    AfterStart,
    WhenAccepted,
    WhenEnded,
    BeforeOutcome,
    AfterOutcome,
    BeforeIncidentClosed,
    AfterIncidentClosed,
    BeforeSend,
    AfterSend,
}

/// <summary>Kills this process, as <c>kill -9</c> does, at the first passage of one point.</summary>
internal sealed class Death(Failpoint at)
{
    public void Pass(Failpoint point)
    {
        if (point == at && at != Failpoint.None)
            Process.GetCurrentProcess().Kill();
    }
}
