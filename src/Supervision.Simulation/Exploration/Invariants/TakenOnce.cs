using Supervision.Core.Notifications;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>One message is taken by its channel once, and once more only by the life after a death that forgot it.</summary>
public sealed class TakenOnce : Invariant
{
    private readonly Dictionary<MessageId, int> _takenIn = [];
    private int _life;

    public override string Name => "a message once";

    public override string? Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.DaemonBegan began:
                _life = began.Life;
                return null;
            case Happening.Sent { Taken: true, Message: var message }:
                var again = _takenIn.TryGetValue(message.Id, out var life) && life == _life;
                _takenIn[message.Id] = _life;
                return again ? $"{message.Channel} took '{message.Subject}' twice in one life" : null;
            default:
                return null;
        }
    }
}
