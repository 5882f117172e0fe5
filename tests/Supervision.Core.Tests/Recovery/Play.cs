using Supervision.Core.Recovery;

namespace Supervision.Core.Tests.Recovery;

/// <summary>How a run goes.</summary>
internal abstract record Play
{
    public abstract void Follow(Desk desk, RunId run);

    /// <summary>Nothing runs.</summary>
    public sealed record Refused(string Why) : Play
    {
        public override void Follow(Desk desk, RunId run) => desk.In(TimeSpan.Zero, () => desk.RefuseRun(run, Why));
    }

    /// <summary>It runs for some time and has its effect just before it ends.</summary>
    public sealed record Ends(TimeSpan After, Action<Desk> Effect, RunResult Result = RunResult.Done) : Play
    {
        public int ExitStatus { get; init; }

        public override void Follow(Desk desk, RunId run) => desk.In(After, () =>
        {
            Effect(desk);
            desk.EndRun(run, new RunOutcome(Result, ExitStatus, "", $"the script is {Result}"));
        });
    }
}
