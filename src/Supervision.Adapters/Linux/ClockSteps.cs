using Microsoft.Win32.SafeHandles;
using Supervision.Core.Schedule;

namespace Supervision.Adapters.Linux;

/// <summary>
/// Hears of a step of the wall clock from the kernel, timerfd_create(2): a timer that never fires in our lifetime, to be cancelled when
/// the clock is set. The kernel does the same when the host wakes from sleep. A thread of its own is blocked in a read in between, and
/// costs nothing.
/// </summary>
public sealed class ClockSteps : IClockSteps
{
    /// <inheritdoc/>
    /// <remarks>Disposing waits for a call of <paramref name="stepped"/> that is under way; do not dispose from within one.</remarks>
    public IDisposable Follow(Action stepped) => new Follower(stepped);

    private sealed class Follower : IDisposable
    {
        private readonly SafeFileHandle _timer = TimerFile.Create();
        private readonly Action _stepped;
        private readonly Thread _thread;

        public Follower(Action stepped)
        {
            _stepped = stepped;
            try
            {
                TimerFile.NeverButWhenSet(_timer);
            }
            catch
            {
                _timer.Dispose();
                throw;
            }

            _thread = new Thread(Listen) { Name = "clock-steps", IsBackground = true };
            _thread.Start();
        }

        public void Dispose()
        {
            if (_timer.IsClosed)
                return;
            TimerFile.AtOnce(_timer);
            _thread.Join();
            _timer.Dispose();
        }

        private void Listen()
        {
            while (TimerFile.WaitUntilSet(_timer))
                _stepped();
        }
    }
}
