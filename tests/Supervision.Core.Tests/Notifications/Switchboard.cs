using System.Collections.Immutable;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Notifications;

/// <summary>The outside of the notifier in virtual time: disk, channels and timer.</summary>
internal sealed class Switchboard
{
    public static readonly TimeZoneInfo Turkey = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul");

    /// <summary>A Monday, 07:20 in Turkey.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 11, 23, 4, 20, 0, TimeSpan.Zero);

    public static readonly ChannelSettings Email = new("email", new Target("email", 100_000, true), TimeSpan.FromSeconds(30));
    public static readonly ChannelSettings Sms = new("sms", new Target("sms", 160, false), TimeSpan.FromSeconds(30));

    private readonly Queue<NotifierEffect> _effects = new();
    private NotifierState _state = NotifierState.Initial;

    public Switchboard(NotifySettings? notify = null, Language language = Language.English) =>
        Settings = new NotifierSettings(notify ?? Both, language, Turkey, "web1");

    public static NotifySettings Both { get; } = With(Email, Sms);

    public NotifierSettings Settings { get; set; }

    public NotifierState State => _state;

    public TimeSpan Elapsed { get; private set; } = TimeSpan.FromHours(1);

    public DateTimeOffset Wall => Beginning + Elapsed - TimeSpan.FromHours(1);

    /// <summary>What a channel answers; null for nothing until <see cref="Answer"/>.</summary>
    public Func<OutgoingMessage, Delivery?> Answers { get; set; } = _ => new Delivery.Delivered("taken");

    public string? DiskSays { get; set; }

    public List<OutboxEntry> Disk { get; } = [];

    public List<OutgoingMessage> Tries { get; } = [];

    public List<OutgoingMessage> Taken { get; } = [];

    public List<string> Said { get; } = [];

    public List<OutgoingMessage> Pending { get; } = [];

    public IEnumerable<string> Events(string channel) => Taken.Where(message => message.Channel == channel).Select(message => message.Event);

    public static NotifySettings With(params ImmutableArray<ChannelSettings> channels) => new(channels, RouteRules.Default(channels));

    public static ServiceName Name(string name) => new(name);

    public Notice.IncidentOpened Opened(long incident, string root = "nginx", params string[] consequences) =>
        new(Wall, new IncidentId(incident), Name(root), [.. consequences.Select(Name)], $"{root}.service is failed (signal)");

    public Notice.Recovered Over(long incident, string root = "nginx") =>
        new(Wall, new IncidentId(incident), Name(root), [Name(root)], "recovered", TimeSpan.FromSeconds(30));

    public Switchboard Start(OutboxHistory? history = null)
    {
        Tell(new NotifierEvent.Started(history ?? OutboxHistory.Empty));
        return this;
    }

    /// <summary>The daemon is killed; another life begins with what is on disk.</summary>
    public Switchboard Kill()
    {
        _state = NotifierState.Initial;
        _effects.Clear();
        Pending.Clear();
        return Start(History(Disk));
    }

    public Switchboard Hear(Notice notice)
    {
        Tell(new NotifierEvent.Noticed(notice));
        return this;
    }

    public Switchboard Pass(TimeSpan time)
    {
        var end = Elapsed + time;
        while (_state.Wake is { } wake && wake <= end)
        {
            Elapsed = wake > Elapsed ? wake : Elapsed;
            Tell(new NotifierEvent.Woken());
        }

        Elapsed = end;
        return this;
    }

    /// <summary>The oldest try under way ends.</summary>
    public void Answer(Delivery delivery)
    {
        if (Pending.Count == 0)
            return;
        var message = Pending[0];
        Pending.RemoveAt(0);
        End(message, delivery);
    }

    public void Tell(NotifierEvent happened)
    {
        (_state, var effects) = NotifierLifecycle.Next(_state, happened, Settings, new Moment(Wall, Elapsed));
        foreach (var effect in effects)
            _effects.Enqueue(effect);
        while (_effects.TryDequeue(out var effect))
            Perform(effect);
    }

    public static OutboxHistory History(IEnumerable<OutboxEntry> disk)
    {
        var waiting = new SortedDictionary<long, WaitingMessage>();
        var told = new Dictionary<Topic, ToldTopic>();
        var last = 0L;
        foreach (var entry in disk)
        {
            switch (entry)
            {
                case OutboxEntry.Queued queued:
                    foreach (var message in queued.Messages)
                        waiting[message.Id.Number] = new WaitingMessage(message, 0, message.At);
                    last = Math.Max(last, queued.Messages.Select(message => message.Id.Number).DefaultIfEmpty(0).Max());
                    foreach (var topic in queued.Told)
                        told[topic.Topic] = topic;
                    foreach (var topic in queued.Over)
                        told.Remove(topic);
                    break;
                case OutboxEntry.Tried tried when waiting.TryGetValue(tried.Message.Number, out var known):
                    waiting[tried.Message.Number] = known with { Tries = known.Tries + 1, NotBefore = tried.NotBefore };
                    break;
                case OutboxEntry.Delivered delivered: waiting.Remove(delivered.Message.Number); break;
                case OutboxEntry.GivenUp given: waiting.Remove(given.Message.Number); break;
            }
        }

        return new OutboxHistory([.. waiting.Values], last) { Told = [.. told.Values] };
    }

    private void Perform(NotifierEffect effect)
    {
        switch (effect)
        {
            case NotifierEffect.Store store when DiskSays is { } why: Tell(new NotifierEvent.NotStored(store.Entry, why)); break;
            case NotifierEffect.Store store:
                Disk.Add(store.Entry);
                Tell(new NotifierEvent.Stored(store.Entry));
                break;
            case NotifierEffect.Send send: Send(send); break;
            case NotifierEffect.Say say: Said.Add(say.Text); break;
        }
    }

    private void Send(NotifierEffect.Send send)
    {
        Assert.Equal(send.Channel.Name, send.Message.Channel);
        Assert.DoesNotContain(Pending, message => message.Channel == send.Message.Channel);
        Tries.Add(send.Message);
        if (Answers(send.Message) is { } delivery)
            End(send.Message, delivery);
        else
            Pending.Add(send.Message);
    }

    private void End(OutgoingMessage message, Delivery delivery)
    {
        if (delivery is Delivery.Delivered)
            Taken.Add(message);
        Tell(new NotifierEvent.Tried(message.Id, delivery));
    }

    private sealed record Target(string Kind, int LongestText, bool TakesHtml) : IChannelTarget;
}
