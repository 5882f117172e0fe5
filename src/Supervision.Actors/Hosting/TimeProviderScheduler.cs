using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Supervision.Actors.Hosting;

/// <summary>
/// Akka's scheduler over a <see cref="TimeProvider"/>: it wakes when something is due and at no other time. Akka's own turns a wheel
/// every 10 ms, which costs 3 to 4 % of a core while nothing happens; and a virtual provider under this one drives the simulation.
/// </summary>
public class TimeProviderScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly LinkedList<Scheduled> _pending = [];
    private readonly Lock _table = new();

    /// <summary>The one that <c>akka.scheduler.implementation</c> names: real time.</summary>
    public TimeProviderScheduler(Config config, ILoggingAdapter log)
        : this(config, log, new PunctualTime())
    {
    }

    protected TimeProviderScheduler(Config config, ILoggingAdapter log, TimeProvider clock)
        : base(config, log)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
    }

    public override TimeSpan MonotonicClock => _clock.GetElapsedTime(_start);

    public override TimeSpan HighResMonotonicClock => _clock.GetElapsedTime(_start);

    protected override DateTimeOffset TimeNow => _clock.GetUtcNow();

    public void Dispose()
    {
        Scheduled[] pending;
        lock (_table)
        {
            pending = [.. _pending];
        }

        foreach (var item in pending)
            item.Cancel();
        GC.SuppressFinalize(this);
    }

    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Schedule(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Schedule(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Schedule(initialDelay, interval, action.Run, cancelable);

    private void Schedule(TimeSpan delay, TimeSpan period, Action action, ICancelable? cancelable)
    {
        if (cancelable?.IsCancellationRequested == true)
            return;
        var item = new Scheduled(this, action, period == Timeout.InfiniteTimeSpan);
        lock (_table)
        {
            _pending.AddLast(item.Place);
        }

        item.Begin(delay, period, cancelable);
    }

    private void Forget(LinkedListNode<Scheduled> place)
    {
        lock (_table)
        {
            if (place.List is not null)
                _pending.Remove(place);
        }
    }

    /// <summary>One thing to be done. Held in the list until it is over, since nothing else keeps a timer alive.</summary>
    private sealed class Scheduled
    {
        private readonly Lock _gate = new();
        private readonly TimeProviderScheduler _scheduler;
        private readonly Action _action;
        private readonly bool _once;
        private ITimer? _timer;
        private CancellationTokenRegistration _cancellation;
        private bool _over;

        public Scheduled(TimeProviderScheduler scheduler, Action action, bool once)
        {
            (_scheduler, _action, _once) = (scheduler, action, once);
            Place = new LinkedListNode<Scheduled>(this);
        }

        /// <summary>Its own in the list.</summary>
        public LinkedListNode<Scheduled> Place { get; }

        public void Begin(TimeSpan delay, TimeSpan period, ICancelable? cancelable)
        {
            lock (_gate)
            {
                _timer = _scheduler._clock.CreateTimer(static item => ((Scheduled)item!).Fire(), this, delay, period);
            }

            // Outside the gate: where the token is cancelled already, this calls back at once.
            if (cancelable is not null)
                _cancellation = cancelable.Token.UnsafeRegister(static item => ((Scheduled)item!).Cancel(), this);
        }

        public void Cancel()
        {
            lock (_gate)
            {
                _over = true;
                _timer?.Dispose();
            }

            _scheduler.Forget(Place);
        }

        private void Fire()
        {
            lock (_gate)
            {
                if (_over)
                    return;
                _over = _once;
            }

            if (_once)
            {
                Cancel();
                _cancellation.Unregister();
            }

            try
            {
                _action();
            }
#pragma warning disable CA1031 // Whatever a scheduled action throws is its own fault; uncaught it would end the process.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _scheduler.Log.Error(failure, "A scheduled action failed");
            }
        }
    }
}
