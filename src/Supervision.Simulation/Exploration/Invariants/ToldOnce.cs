using Supervision.Core.Hosting;
using Supervision.Core.Notifications;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>I6: the same is not told twice on the same channel where nothing has happened in between, short of a reminder.</summary>
public sealed class ToldOnce(HealthcheckSettings settings) : Invariant
{
    private readonly Dictionary<(string Channel, Topic Topic, string Event, string Text), OutgoingMessage> _told = [];
    private readonly List<DateTimeOffset> _events = [];

    public override string Name => "told once";

    public override string? Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.Struck { Fault: Fault.StepClock or Fault.Suspend or Fault.Reboot }:
                _told.Clear();
                _events.Clear();
                return null;
            case Happening.Struck or Happening.UnitChanged or Happening.RunStarted or Happening.RunEnded or Happening.RunRefused
                or Happening.DaemonBegan or Happening.HostChanged:
                _events.Add(happened.At);
                return null;
            case Happening.Sent { Taken: true, Message: var message }:
                var what = (message.Channel, message.Topic, message.Event, message.Text);
                var before = _told.GetValueOrDefault(what);
                _told[what] = message;
                return before is not null && IsAgain(before, message)
                    ? $"{message.Event} of {message.Topic} was decided at {before.At:O} and again at {message.At:O}; "
                        + "nothing happened in between"
                    : null;
            default:
                return null;
        }
    }

    // By when they were decided: a channel that was away takes everything at once.
    private bool IsAgain(OutgoingMessage before, OutgoingMessage message) => before.Id != message.Id
        && message.At - before.At < settings.Notify.Reminder / 2
        && !_events.Exists(at => at >= before.At && at <= message.At);
}
