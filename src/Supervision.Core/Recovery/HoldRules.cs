using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>Maintenance: a person asks for nothing to be done, and every such wish ends by itself.</summary>
internal static class HoldRules
{
    /// <summary>No hold is longer: what is to be left alone for good is taken out of the configuration.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // A shorter one is still in the mind of whoever began it.
    private static readonly TimeSpan LongHold = TimeSpan.FromHours(1);

    private static readonly TimeSpan Warning = TimeSpan.FromMinutes(10);

    /// <summary>A second hold on the same service takes the place of the first.</summary>
    public static void Begin(Turn turn, SupervisorEvent.HoldBegun asked)
    {
        if (asked.For <= TimeSpan.Zero)
            return; // It is over before it begins.
        foreach (var replaced in turn.State.Holds.Where(hold => hold.Service == asked.Service))
            Close(turn, replaced, asked.By);
        var length = asked.For < Longest ? asked.For : Longest;
        var id = new HoldId(turn.State.LastHold + 1);
        var hold = new Hold(id, asked.Service, turn.Now.Wall, turn.Now.Wall + length, asked.Reason, asked.By);
        turn.State = turn.State with { Holds = turn.State.Holds.Add(hold), LastHold = id.Number };
        turn.Store(new JournalEntry.HoldBegun(hold));
        var reason = $"{Named(hold)} on hold until {turn.Settings.Local(hold.Until):yyyy-MM-dd HH:mm:ss zzz} by {hold.By}";
        turn.Record(Choice.Hold, reason, hold.Reason, service: hold.Service);
        turn.Announce(new Announcement.HoldBegun(hold.Service, turn.Settings.Local(hold.Until), hold.Reason));
    }

    public static void End(Turn turn, ServiceName? service, string by)
    {
        var ended = turn.State.Holds.Where(hold => service is null || hold.Service == service).ToList();
        foreach (var hold in ended)
            Finish(turn, hold, by, $"ended by {by}");
    }

    /// <summary>Takes out what is over. Comes before anything is decided.</summary>
    public static void Expire(Turn turn)
    {
        foreach (var hold in turn.State.Holds.Where(hold => hold.Until <= turn.Now.Wall).ToList())
            Finish(turn, hold, by: "", "its time is over");
    }

    /// <summary>Says of long holds that they end soon: who began one may have forgotten it.</summary>
    public static void Warn(Turn turn)
    {
        foreach (var hold in turn.State.Holds.Where(hold => WarnsAt(turn, hold) <= turn.Now.Wall).ToList())
        {
            turn.State = turn.State with { HoldsWarned = turn.State.HoldsWarned.Add(hold.Id) };
            turn.Perform(new SupervisorEffect.Notify(new Notice.HoldEnding(turn.Now.Wall, hold)));
        }
    }

    /// <summary>When the next hold is over, or to be warned of, monotonic; null where there is none.</summary>
    /// <remarks>To the second: the two clocks never agree to the tick, and each difference would wind the timer anew.</remarks>
    public static TimeSpan? EndsAt(Turn turn)
    {
        if (turn.State.Holds.IsEmpty)
            return null;
        var left = turn.State.Holds.Min(hold => (WarnsAt(turn, hold) ?? hold.Until) - turn.Now.Wall);
        return TimeSpan.FromSeconds(Math.Ceiling((turn.Now.Elapsed + left).TotalSeconds));
    }

    private static DateTimeOffset? WarnsAt(Turn turn, Hold hold) =>
        hold.Until - hold.From > LongHold && !turn.State.HoldsWarned.Contains(hold.Id) ? hold.Until - Warning : null;

    private static void Finish(Turn turn, Hold hold, string by, string how)
    {
        Close(turn, hold, by);
        turn.Record(Choice.Hold, $"the hold on {Named(hold)} is over: {how}", hold.Reason, service: hold.Service);
        turn.Announce(new Announcement.HoldEnded(hold.Service));

        // What is done about an outage that was left alone is decided on what is seen now.
        if (turn.Phase is IncidentPhase.Waiting)
            IncidentRules.LookAgain(turn);
    }

    private static void Close(Turn turn, Hold hold, string by)
    {
        turn.State = turn.State with
        {
            Holds = turn.State.Holds.Remove(hold),
            HoldsWarned = turn.State.HoldsWarned.Remove(hold.Id),
        };
        turn.Store(new JournalEntry.HoldEnded(hold.Id, turn.Now.Wall, by));
    }

    private static string Named(Hold hold) => hold.Service?.Text ?? "everything";
}
