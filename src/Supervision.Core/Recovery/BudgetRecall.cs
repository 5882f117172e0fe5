using Supervision.Core.Journal;

namespace Supervision.Core.Recovery;

/// <summary>
/// The budget as earlier lives of the daemon left it.
/// <para>Intuition: within one boot the kernel's own clock tells how old a run is, and nobody can set that. Over a reboot only the wall
/// clock is left as a witness; a reboot by itself frees nothing.</para>
/// </summary>
internal static class BudgetRecall
{
    public static RestartBudget From(History history, SupervisorSettings settings, RecoveryStep step, Moment now) =>
        new(
            settings.Recovery.LimitOf(step).Runs,
            settings.Recovery.LimitOf(step).Within,
            [
                .. history.Charged.Where(run => run.Step == step)
                    .Select(run => Recalled(run, settings.BootId, now))
                    .OrderBy(charge => charge.At),
            ])
        {
            ForfeitedAt = history.Forfeit is { } forfeit
                ? Instant(forfeit.At, forfeit.BootId, forfeit.Monotonic, settings.BootId, now)
                : null,
        };

    private static Charge Recalled(ChargedRun run, string boot, Moment now)
    {
        var at = Instant(run.At, run.BootId, run.Monotonic, boot, now);
        return new Charge(run.Run, at, run.EndedAt - run.At is { } took ? Clamped(at + took, at, now.Elapsed) : null, run.Members);
    }

    private static TimeSpan Instant(DateTimeOffset wall, string itsBoot, TimeSpan monotonic, string boot, Moment now) =>
        itsBoot == boot && monotonic <= now.Elapsed ? monotonic : OfWall(wall, now);

    // A stamp of the future (the wall clock was set back since) counts as one of this instant: it must neither be forgotten nor
    // block for longer than one window.
    private static TimeSpan OfWall(DateTimeOffset wall, Moment now) =>
        now.Elapsed - TimeSpan.FromTicks(Math.Max(0, (now.Wall - wall).Ticks));

    private static TimeSpan Clamped(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
