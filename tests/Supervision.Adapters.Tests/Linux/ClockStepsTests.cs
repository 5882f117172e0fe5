using System.Runtime.InteropServices;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public sealed partial class ClockStepsTests
{
    private static readonly TimeSpan Failsafe = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public void Each_step_of_the_clock_is_told()
    {
        using var told = new SemaphoreSlim(0);
        using var following = new ClockSteps().Follow(() => told.Release());

        for (var step = 0; step < 2; step++)
        {
            Skip.IfNot(StepByANanosecond(), "this user may not set the clock");
            Assert.True(told.Wait(Failsafe));
        }
    }

    [SkippableFact]
    public void Who_no_longer_follows_is_told_nothing()
    {
        var told = 0;
        using var other = new SemaphoreSlim(0);
        new ClockSteps().Follow(() => Interlocked.Increment(ref told)).Dispose();
        using var following = new ClockSteps().Follow(() => other.Release());

        Skip.IfNot(StepByANanosecond(), "this user may not set the clock");
        Assert.True(other.Wait(Failsafe));

        Assert.Equal(0, told);
    }

    [Fact]
    public void Nothing_is_left_of_it_when_it_is_disposed()
    {
        var before = TimerFiles();
        var following = new ClockSteps().Follow(() => { });
        Assert.Equal(before + 1, TimerFiles());

        following.Dispose();
        following.Dispose();

        Assert.Equal(before, TimerFiles());
    }

    [Fact]
    public void Nobody_is_told_while_the_clock_just_goes_on()
    {
        using var timer = TimerFile.Create();
        TimerFile.NeverButWhenSet(timer);
        TimerFile.AtOnce(timer);

        Assert.False(TimerFile.WaitUntilSet(timer));
    }

    private static int TimerFiles() => new DirectoryInfo("/proc/self/fd").GetFiles().Count(file => file.LinkTarget == "anon_inode:[timerfd]");

    /// <summary>A step that is one in every respect, and that nothing else on this machine will ever notice.</summary>
    /// <returns>False where we are not allowed to.</returns>
    private static bool StepByANanosecond()
    {
        const uint setOffset = 0x0100, nanoseconds = 0x2000;

        // struct timex: 208 bytes, with the time at its offset 72.
        Span<byte> timex = stackalloc byte[208];
        MemoryMarshal.Write(timex, setOffset | nanoseconds);
        MemoryMarshal.Write(timex[80..], 1L);
        return Adjust(ref MemoryMarshal.GetReference(timex)) >= 0;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int Adjust(ref byte timex);
}
