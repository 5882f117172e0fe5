using Akka.Actor;
using Akka.Event;
using Supervision.Core;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;

namespace Supervision.Actors.Notifications;

/// <summary>
/// Tells people. Performs what <see cref="NotifierLifecycle"/> decides, and waits for nothing: neither the disk nor a channel keeps its
/// mailbox, and nobody waits for it.
/// </summary>
/// <param name="ending">Cancelled at the end of the tree, and not by a crash.</param>
internal sealed class NotifierActor(NotifierParts parts, CancellationTokenSource ending, TimeProvider clock) : UntypedActor, IWithTimers
{
    /// <summary>From the instance that crashed to the one that follows it.</summary>
    private sealed record Resume(NotifierState State, NotifierSettings Settings, Dictionary<string, IActorRef> Askers);

    /// <summary>What a crash came of, or came in between. It is given one more chance, and no third.</summary>
    private sealed record Once(object Message);

    private const string WakeKey = "wake";

    private readonly ILoggingAdapter _log = Context.GetLogger();

    // Null in an instance that follows a crashed one, until what that one knew has arrived.
    private NotifierState? _state;
    private NotifierSettings _settings = parts.Settings;
    private Dictionary<string, IActorRef> _askers = new(StringComparer.Ordinal);
    private bool _crashed;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _state = NotifierState.Initial;
        LoadAsync().PipeTo(Self, failure: failure => new LoadFailed(failure.Message));
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // The mailbox survives and so do the tries under way, which answer to the same address: nothing is sent twice or forgotten.
        _crashed = true;
        if (_state is not null)
            Self.Tell(new Resume(_state, _settings, _askers));
        if (message is Notice or NotifierEvent or NotifierProtocol.Reconfigure or NotifierProtocol.IRequest)
            Self.Tell(new Once(message), Sender);
        else if (message is Resume)
            Self.Tell(message);
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        // What is known is in the mailbox already.
    }

    protected override void PostStop()
    {
        if (!_crashed)
            ending.Cancel();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Resume resume: TakeOver(resume); break;
            case var _ when _state is null: Self.Forward(message); break; // Behind what was known.
            case Once once: Take(once.Message); break;
            default: Take(message); break;
        }
    }

    private void Take(object message)
    {
        switch (message)
        {
            case Notice notice: Advance(new NotifierEvent.Noticed(notice)); break;
            case NotifierEvent happened: Advance(happened); break;
            case NotifierProtocol.Reconfigure reconfigure:
                _settings = reconfigure.Settings;
                Advance(new NotifierEvent.Reconfigured());
                break;
            case NotifierProtocol.Test test: Test(test); break;
            case NotifierProtocol.GetStatus: Sender.Tell(new NotifierProtocol.Status(_settings, _state!)); break;
            case LoadFailed failed:
                _log.Error("The outbox cannot be read; what earlier lives left in it is not sent: {0}", failed.Why);
                Advance(new NotifierEvent.Started(OutboxHistory.Empty));
                break;
            default: Unhandled(message); break;
        }
    }

    private void TakeOver(Resume resume)
    {
        (_state, _settings, _askers) = (resume.State with { Wake = null }, resume.Settings, resume.Askers);
        Advance(new NotifierEvent.Woken());
    }

    private void Advance(NotifierEvent happened)
    {
        var now = clock.Moment();
        var before = _state!;
        var (next, effects) = NotifierLifecycle.Next(before, happened, _settings, now);
        _state = next;
        Tell(happened, before);
        foreach (var effect in effects)
            Perform(effect, now);
    }

    private void Perform(NotifierEffect effect, Moment now)
    {
        switch (effect)
        {
            case NotifierEffect.Store store: Store(store.Entry); break;
            case NotifierEffect.Send send: Send(send); break;
            case NotifierEffect.WakeAt wake: WakeAt(wake.Elapsed, now); break;
            case NotifierEffect.Say { IsError: true } say: _log.Error("{0}", say.Text); break;
            case NotifierEffect.Say say: _log.Info("{0}", say.Text); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Store(OutboxEntry entry) => StoreAsync(entry).PipeTo(
        Self,
        success: reply => reply is StoreReply.NotStored not
            ? new NotifierEvent.NotStored(entry, not.Why)
            : new NotifierEvent.Stored(entry),
        failure: failure => new NotifierEvent.NotStored(entry, failure.Message));

    private void Send(NotifierEffect.Send send)
    {
        var id = send.Message.Id;
        Tell(send.Message, NotifierProtocol.HopKind.Sending, send.Channel.Target.Kind);
        SendAsync(send).PipeTo(
            Self,
            success: delivery => new NotifierEvent.Tried(id, delivery),
            failure: failure => new NotifierEvent.Tried(id, new Delivery.Later(failure.Message)));
    }

    // In tasks of their own, so that what they throw at once is an answer, too.
    private async Task<NotifierEvent.Started> LoadAsync() => new(await parts.Outbox.LoadAsync(ending.Token).ConfigureAwait(false));

    private async Task<StoreReply> StoreAsync(OutboxEntry entry) => await parts.Outbox.StoreAsync(entry).ConfigureAwait(false);

    private async Task<Delivery> SendAsync(NotifierEffect.Send send) =>
        await parts.Channels.SendAsync(send.Channel, send.Message, ending.Token).ConfigureAwait(false);

    private void WakeAt(TimeSpan? elapsed, Moment now)
    {
        if (elapsed is not { } at)
            Timers.Cancel(WakeKey);
        else
            Timers.StartSingleTimer(WakeKey, new NotifierEvent.Woken(), at > now.Elapsed ? at - now.Elapsed : TimeSpan.Zero);
    }

    private void Test(NotifierProtocol.Test test)
    {
        if (!_settings.Notify.Channels.Any(channel => test.Channel is null || test.Channel == channel.Name))
        {
            Sender.Tell(new NotifierProtocol.Hop(test.Mark, test.Channel ?? "", NotifierProtocol.HopKind.NoChannel, "no such channel"));
            return;
        }

        _askers[test.Mark] = Sender;
        Advance(new NotifierEvent.Noticed(new Notice.Test(clock.Moment().Wall, test.Mark) { Channel = test.Channel }));
    }

    // Whoever tries the way is told of each station of it.
    private void Tell(NotifierEvent happened, NotifierState before)
    {
        if (_askers.Count == 0)
            return;
        switch (happened)
        {
            case NotifierEvent.Stored { Entry: OutboxEntry.Queued queued }:
                foreach (var message in queued.Messages)
                    Tell(message, NotifierProtocol.HopKind.Stored, "");
                break;
            case NotifierEvent.NotStored { Entry: OutboxEntry.Queued queued } not:
                foreach (var message in queued.Messages)
                    Tell(message, NotifierProtocol.HopKind.NotStored, not.Why);
                break;
            case NotifierEvent.Tried tried when before.Find(tried.Message) is { } message:
                Tell(message, tried.Delivery);
                break;
        }
    }

    private void Tell(OutgoingMessage message, Delivery delivery)
    {
        var (kind, detail) = delivery switch
        {
            Delivery.Delivered delivered => (NotifierProtocol.HopKind.Delivered, delivered.Evidence),
            Delivery.Refused refused => (NotifierProtocol.HopKind.Refused, refused.Why),
            Delivery.Later later => (NotifierProtocol.HopKind.Later, later.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Tell(message, kind, detail);
        foreach (var mark in _askers.Keys.Where(mark => !_state!.Mentions(TopicOf(mark))).ToList())
            _askers.Remove(mark);
    }

    private static Topic TopicOf(string mark) => NoticeFacts.Of(new Notice.Test(default, mark)).Topic;

    private void Tell(OutgoingMessage message, NotifierProtocol.HopKind kind, string detail)
    {
        foreach (var (mark, asker) in _askers)
        {
            if (message.Topic == TopicOf(mark))
                asker.Tell(new NotifierProtocol.Hop(mark, message.Channel, kind, detail));
        }
    }

    private sealed record LoadFailed(string Why);

    public static Props Props(NotifierParts parts, TimeProvider clock)
    {
        var ending = new CancellationTokenSource();
        return Akka.Actor.Props.Create(() => new NotifierActor(parts, ending, clock));
    }
}
