using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>
/// I2: no window holds more starts of a step than its budget, whatever dies, boots or sets clocks in between. Within a boot the kernel's
/// clock tells the age of a start; of one before the boot the wall clock may have made it older, as it stood when a life of the daemon
/// began.
/// </summary>
public sealed class WithinBudget(HealthcheckSettings settings) : Invariant
{
    // An intent is on its way to a slow disk for so long; what a person frees meanwhile may or may not free its charge.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    private readonly Dictionary<RunId, Charged> _intents = [];
    private readonly List<Charged> _started = [];
    private string _boot = "";
    private TimeSpan? _freed;

    public override string Name => "starts within the budget";

    public override string? Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.Struck { Fault: Fault.FreeBudget }:
                _started.Clear();
                _freed = happened.Elapsed;
                break;
            case Happening.DaemonBegan:
                foreach (var earlier in _started)
                {
                    var born = happened.Elapsed - (happened.At - earlier.Intent.At);
                    if (born < earlier.BornAfterBoot) earlier.BornAfterBoot = born;
                }

                break;
            case Happening.Stored { Entry: JournalEntry.IntentTaken { Intent: var intent } }:
                _boot = intent.BootId;
                _intents[intent.Run] = new Charged(intent, happened.Elapsed);
                break;
            case Happening.RunStarted started when _intents.GetValueOrDefault(started.Run) is { } charged && !IsFreed(charged):
                _started.Add(charged);
                return Weigh(charged);
        }

        return null;
    }

    private bool IsFreed(Charged charged) => _freed is { } freed && charged.Born - freed < Slow;

    private string? Weigh(Charged latest)
    {
        var step = latest.Intent.Step;
        var limit = settings.Recovery.LimitOf(step);
        var counted = _started.Count(earlier => earlier.Intent.Step == step && Age(earlier, latest) < limit.Within);
        return counted > limit.Runs
            ? $"{latest.Intent.Run} is the {counted}th {step} within {limit.Within}, and the budget is {limit.Runs}"
            : null;
    }

    private TimeSpan Age(Charged earlier, Charged latest) => earlier.Intent.BootId == _boot
        ? latest.Intent.Monotonic - earlier.Intent.Monotonic
        : latest.Born - earlier.BornAfterBoot + Slow;

    private sealed class Charged(RunIntent intent, TimeSpan at)
    {
        public RunIntent Intent => intent;

        public TimeSpan Born { get; } = at;

        /// <summary>As the wall clock bears witness.</summary>
        public TimeSpan BornAfterBoot { get; set; } = at;
    }
}
