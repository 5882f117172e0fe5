using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Supervision.Actors.Hosting;
using Supervision.Core;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;
using Supervision.Core.Services;

namespace Supervision.Actors.Resources;

/// <summary>
/// Looks at the host's resources every so often and at the calendar's ticks. Performs what <see cref="ResourceLifecycle"/> decides: tells
/// the notifier, writes <c>system_monitor.log</c>, has the samples stored.
/// </summary>
internal sealed class ResourceActor(ResourceParts parts, ImmutableArray<UnitName> units, IActorRef notifier, TimeProvider clock)
    : UntypedActor, IWithTimers
{
    private sealed record LookNow
    {
        public static LookNow Instance { get; } = new();
    }

    private sealed record LookFailed(string Why);

    private sealed record Answered(StoreReply Reply);

    /// <summary>From the instance that crashed to the one that follows it.</summary>
    private sealed record Resume(ResourceState State, ResourceRules Rules, ImmutableArray<UnitName> Units);

    private readonly ILoggingAdapter _log = Context.GetLogger();

    // Null in an instance that follows a crashed one, until what that one knew has arrived.
    private ResourceState? _state;
    private ResourceRules _rules = parts.Rules;
    private bool _looking;
    private bool _failing;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Begin(ResourceState.Initial, TimeSpan.Zero);

    protected override void PreRestart(Exception reason, object message)
    {
        // The mailbox survives, so that nothing is told twice or forgotten by the crash.
        Self.Tell(new Resume(_state ?? ResourceState.Initial, _rules, units));
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Resume resume:
                (_rules, units) = (resume.Rules, resume.Units);

                // Not at once: what crashes at every look would never stop.
                Begin(resume.State, _rules.Settings.Every);
                break;
            case not null when _state is null: Self.Forward(message); break; // Behind what was known.
            case LookNow: Look(); break;
            case ResourceEvent.Sampled sampled:
                _looking = false;
                Advance(sampled);
                break;
            case ResourceEvent happened: Advance(happened); break;
            case LookFailed failed:
                _looking = false;
                _log.Error("The resources could not be looked at: {0}", failed.Why);
                break;
            case Answered answered: Note(answered.Reply); break;
            case ReloadProtocol.Reconfigure reconfigure: Reconfigure(reconfigure); break;
            case ResourceProtocol.GetNow: Sender.Tell(new ResourceProtocol.Now(_state.Newest, _state.Troubles, _rules.Settings)); break;
            default: Unhandled(message); break;
        }
    }

    private void Begin(ResourceState state, TimeSpan delay)
    {
        _state = state;
        Timers.StartPeriodicTimer(LookNow.Instance, LookNow.Instance, delay, _rules.Settings.Every);
    }

    private void Reconfigure(ReloadProtocol.Reconfigure reconfigure)
    {
        units = [.. reconfigure.Supervisor.Services.Select(service => service.Unit)];
        var every = _rules.Settings.Every;
        _rules = reconfigure.Resources ?? _rules;
        if (_rules.Settings.Every != every)
            Timers.StartPeriodicTimer(LookNow.Instance, LookNow.Instance, TimeSpan.Zero, _rules.Settings.Every);
    }

    private void Advance(ResourceEvent happened)
    {
        var now = clock.Moment();
        (_state, var effects) = ResourceLifecycle.Next(_state!, happened, _rules.Settings, now);
        foreach (var effect in effects)
            Perform(effect, now);
    }

    private void Perform(ResourceEffect effect, Moment now)
    {
        switch (effect)
        {
            case ResourceEffect.Read: Look(); break;
            case ResourceEffect.Store store: Store(store.Sample); break;
            case ResourceEffect.Tell tell: Tell(tell.Notice); break;
            case ResourceEffect.Summarise summary: _rules.Log.Write(summary.Sample, summary.Troubles, now.Wall); break;
            default: throw new UnreachableException();
        }
    }

    // A look that is under way serves whoever asks for another one. It ends by itself, and soon.
    private void Look()
    {
        if (_looking)
            return;
        _looking = true;
        parts.Host.ReadAsync(units, CancellationToken.None).PipeTo(
            Self, success: sample => new ResourceEvent.Sampled(sample), failure: failure => new LookFailed(failure.Message));
    }

    private void Store(Sample sample) => parts.Samples.StoreAsync(sample).PipeTo(Self, success: reply => new Answered(reply));

    private void Tell(Notice notice)
    {
        notifier.Tell(notice);
        var level = notice is Notice.ResourceCleared ? LogLevel.InfoLevel : LogLevel.WarningLevel;
        _log.Log(level, null, "{0}", _rules.Log.Write(notice) ?? notice.ToString());
    }

    private void Note(StoreReply reply)
    {
        var not = reply as StoreReply.NotStored;
        if (not is not null && !_failing)
            _log.Warning("The samples cannot be stored; the watch over the resources goes on: {0}", not.Why);
        else if (not is null && _failing)
            _log.Info("The samples are stored again");
        _failing = not is not null;
    }

    /// <param name="units">The watched ones, at the start; a reload brings others.</param>
    /// <param name="notifier">Is told every <see cref="Notice"/>.</param>
    public static Props Props(ResourceParts parts, ImmutableArray<UnitName> units, IActorRef notifier, TimeProvider clock) =>
        Akka.Actor.Props.Create(() => new ResourceActor(parts, units, notifier, clock));
}
