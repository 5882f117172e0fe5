using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;

namespace Supervision.Actors.Hosting;

/// <summary>The configuration was read anew, and found sound.</summary>
public static class ReloadProtocol
{
    /// <summary>To the tree's root, and from there to whom it concerns: go on with these settings. No reply; what is told to the root
    /// afterwards finds them in force.</summary>
    public sealed record Reconfigure(SupervisorSettings Supervisor, ScheduleSettings Schedule, ServiceLogWriter ServiceLog)
    {
        /// <summary>What an outside service is told.</summary>
        public HeartbeatSettings Heartbeat { get; init; } = HeartbeatSettings.None;

        /// <summary>Null where nobody is told anything.</summary>
        public NotifierSettings? Notifier { get; init; }

        /// <summary>Null where they stay as they are.</summary>
        public ResourceRules? Resources { get; init; }
    }
}
