using Supervision.Core.Schedule;

namespace Supervision.Core.Tests.Schedule;

/// <summary>A host with a clock that can be stepped and a timer that can be late, and what the calendar makes of it.</summary>
internal sealed class SteppedHost(ScheduleSettings settings, DateTimeOffset began, DateTimeOffset? stored = null)
{
    private readonly DateTimeOffset _beginning = began;
    private readonly List<(DateTimeOffset At, IReadOnlyList<string> Names)> _sweeps = [];
    private TimeSpan _elapsed;
    private TimeSpan _ahead;
    private TimeSpan? _wakeAt;
    private TimeSpan? _unservedSince;

    // Of the timers that were set since then; how late those of now would be says nothing about them.
    private double _lag;

    private DateTimeOffset _furthest = began;

    public DateTimeOffset Now => _beginning + _elapsed + _ahead;

    public TickState? State { get; private set; } = TickState.After(stored);

    private DateTimeOffset? Stored { get; set; } = stored;

    public IReadOnlyList<(DateTimeOffset At, IReadOnlyList<string> Names)> Sweeps => _sweeps;

    /// <summary>In seconds.</summary>
    public double TimerLags { get; set; }

    /// <summary>Whether a step of the clock wakes the calendar.</summary>
    public bool TellsOfSteps { get; set; } = true;

    public void Pass(double seconds)
    {
        var end = _elapsed + TimeSpan.FromSeconds(seconds);
        while (_wakeAt is { } at && at <= end)
        {
            _elapsed = at;
            Look();
        }

        _elapsed = end;
        _furthest = Later(_furthest, Now);
    }

    /// <summary>Sets the clock, or lets the host sleep; never further back than is remembered.</summary>
    public void Step(double seconds)
    {
        var to = Later(Now.AddSeconds(seconds), _furthest - TickLifecycle.FurthestBack);
        _ahead += to - Now;
        _furthest = Later(_furthest, Now);
        if (TellsOfSteps)
            Look();
    }

    public void Restart()
    {
        // Each life may wait for a like that is due soon; its start makes a sweep in any case.
        (_unservedSince, _lag) = (null, 0);
        State = TickState.After(Stored);
        Look();
    }

    public void Look()
    {
        var look = TickLifecycle.Next(State, settings, Now);
        State = look.State;
        Stored = look.Seen ?? Stored;
        Assert.InRange(look.Nap, TimeSpan.FromTicks(1), TickLifecycle.LongestNap);
        _wakeAt = _elapsed + look.Nap + TimeSpan.FromSeconds(TimerLags);
        if (!look.Due.IsEmpty)
            _sweeps.Add((Now, look.Due));

        if (TickCalendar.Passed(look.State.DealtWith, Now, settings).IsEmpty)
            (_unservedSince, _lag) = (null, 0);
        else
            (_unservedSince, _lag) = (_unservedSince ?? _elapsed, Math.Max(_lag, TimerLags));
        Assert.InRange((_elapsed - _unservedSince)?.TotalSeconds ?? 0, 0, TickLifecycle.ServedWithin.TotalSeconds + _lag);
    }

    /// <summary>Whatever the clock has passed was served once, by the sweep that followed it.</summary>
    public void HoldToTheRules()
    {
        foreach (var tick in settings.Ticks)
        {
            var alone = settings with { Ticks = [tick] };
            var servedUpTo = _beginning;
            foreach (var (at, _) in _sweeps.Where(sweep => sweep.Names.Contains(tick.Name)))
            {
                Assert.NotEmpty(TickCalendar.Passed(servedUpTo, at, alone));
                servedUpTo = at;
            }

            Assert.Empty(TickCalendar.Passed(servedUpTo, Now, alone));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
