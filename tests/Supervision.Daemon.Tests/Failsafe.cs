namespace Supervision.Daemon.Tests;

/// <summary>No test waits longer than this for what must come; it says nothing about how soon it has to.</summary>
internal static class Failsafe
{
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(90);
}
