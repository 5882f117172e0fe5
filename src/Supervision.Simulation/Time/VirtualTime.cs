using Supervision.Core.Schedule;

namespace Supervision.Simulation.Time;

/// <summary>
/// A clock that goes from one due timer to the next, as fast as the work in between allows. Nothing sleeps, and nothing happens but on
/// the thread that steps it.
/// </summary>
/// <remarks>The monotonic clock never goes back; the wall clock can be set with <see cref="SetWall"/>, as on a real host.</remarks>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider, IClockSteps
{
    private static readonly TimeSpan Uptime = TimeSpan.FromMinutes(10);

    [ThreadStatic]
    private static VirtualTime? _ofThisThread;

    private readonly PriorityQueue<VirtualTimer, (TimeSpan At, long Order)> _due = new(new ByTime());
    private readonly List<Follower> _followers = [];
    private DateTimeOffset _start = start;
    private TimeSpan _elapsed = Uptime;
    private TimeSpan _wallAhead;
    private long _order;

    /// <summary>The clock of the world that is being built on this thread. Akka makes its scheduler by name and from configuration
    /// alone, so the clock cannot be handed to it in any other way.</summary>
    public static VirtualTime OfThisThread => _ofThisThread
        ?? throw new InvalidOperationException("no virtual time on this thread: call VirtualTime.BeginOnThisThread first");

    public TimeSpan Elapsed => _elapsed;

    /// <summary>Steps of the clock are told to those who follow them; false for a host on which only time itself tells.</summary>
    public bool TellsOfSteps { get; set; } = true;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>A new clock, which the actor systems created on this thread from now on live by.</summary>
    public static VirtualTime BeginOnThisThread(DateTimeOffset start) => _ofThisThread = new VirtualTime(start);

    /// <summary>Forgets every timer and begins anew, as if just made.</summary>
    public void Restart(DateTimeOffset at)
    {
        _due.Clear();
        _followers.Clear();
        (_start, _elapsed, _wallAhead, _order) = (at, Uptime, TimeSpan.Zero, 0);
        TellsOfSteps = true;
    }

    public override long GetTimestamp() => _elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => (_start + (_elapsed - Uptime) + _wallAhead).ToUniversalTime();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Steps the wall clock, forward or back, without letting any time pass: somebody set it, or the host has slept.</summary>
    public void SetWall(DateTimeOffset wall)
    {
        _wallAhead += wall - GetUtcNow();
        if (!TellsOfSteps)
            return;
        foreach (var follower in _followers.ToArray())
            follower.Stepped();
    }

    public IDisposable Follow(Action stepped)
    {
        var follower = new Follower(stepped, _followers);
        _followers.Add(follower);
        return follower;
    }

    /// <summary>Lets <paramref name="time"/> pass, and everything that falls due in it happen in its order.</summary>
    public void Pass(TimeSpan time)
    {
        var end = _elapsed + time;
        while (Step(end))
        {
        }
    }

    /// <summary>Lets time pass until the next thing that is due has happened, or until <paramref name="end"/> where nothing is due
    /// before.</summary>
    /// <param name="end">By <see cref="Elapsed"/>.</param>
    /// <returns>False where <paramref name="end"/> was reached.</returns>
    public bool Step(TimeSpan end)
    {
        while (_due.TryPeek(out var timer, out var due) && due.At <= end)
        {
            _due.Dequeue();
            if (timer.DueAt != due.At)
                continue;
            _elapsed = due.At > _elapsed ? due.At : _elapsed;
            timer.Fire();
            return true;
        }

        _elapsed = end > _elapsed ? end : _elapsed;
        return false;
    }

    private void Enqueue(VirtualTimer timer, TimeSpan at) => _due.Enqueue(timer, (at, _order++));

    private sealed class ByTime : IComparer<(TimeSpan At, long Order)>
    {
        public int Compare((TimeSpan At, long Order) x, (TimeSpan At, long Order) y) =>
            x.At == y.At ? x.Order.CompareTo(y.Order) : x.At.CompareTo(y.At);
    }

    private sealed class Follower(Action stepped, List<Follower> followers) : IDisposable
    {
        public void Stepped() => stepped();

        public void Dispose() => followers.Remove(this);
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        /// <summary>Null once it is over; an entry of the queue with another instant is a remnant.</summary>
        public TimeSpan? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsed + dueTime;
            if (DueAt is { } at)
                time.Enqueue(this, at);
            return true;
        }

        public void Fire()
        {
            DueAt = _period > TimeSpan.Zero ? DueAt + _period : null;
            if (DueAt is { } at)
                time.Enqueue(this, at);
            callback(state);
        }

        public void Dispose() => DueAt = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
