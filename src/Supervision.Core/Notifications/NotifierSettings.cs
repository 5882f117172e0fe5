using Supervision.Core.Messages;

namespace Supervision.Core.Notifications;

/// <summary>What the notifier decides and writes by.</summary>
/// <param name="Zone">In which people are told the time.</param>
/// <param name="Host">The name under which people know this host.</param>
public sealed record NotifierSettings(NotifySettings Notify, Language Language, TimeZoneInfo Zone, string Host)
{
    /// <summary>The instant as people here say it.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
