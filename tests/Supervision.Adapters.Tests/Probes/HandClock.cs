namespace Supervision.Adapters.Tests.Probes;

/// <summary>A clock whose timers run out when the test says so, all at once, and at once from then on.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private bool _ranOut;

    public void RunOut()
    {
        List<Timer> waiting;
        lock (_timers)
        {
            _ranOut = true;
            waiting = [.. _timers];
        }

        waiting.ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(callback, state, this);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(TimerCallback callback, object? state, HandClock clock) : ITimer
    {
        private int _armed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Volatile.Write(ref _armed, dueTime == Timeout.InfiniteTimeSpan ? 0 : 1);
            bool ranOut;
            lock (clock._timers)
            {
                clock._timers.Add(this);
                ranOut = clock._ranOut;
            }

            if (ranOut)
                ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Fire()
        {
            if (Interlocked.Exchange(ref _armed, 0) == 1)
                callback(state);
        }

        public void Dispose() => Volatile.Write(ref _armed, 0);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
