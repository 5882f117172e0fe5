using Supervision.Core.Notifications;

namespace Supervision.Simulation.Notifications;

/// <summary>Channels that do as they are told, and keep what they took.</summary>
public sealed class VirtualChannels(TimeProvider clock) : IChannels
{
    /// <summary>What comes of a try; by default everything is taken.</summary>
    public Func<ChannelSettings, OutgoingMessage, Delivery> Answers { get; set; } = (_, _) => new Delivery.Delivered("taken");

    /// <summary>From the try to its answer; null for never.</summary>
    public TimeSpan? Takes { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Every try, whatever came of it.</summary>
    public List<OutgoingMessage> Tries { get; } = [];

    /// <summary>What was taken, in order.</summary>
    public List<OutgoingMessage> Taken { get; } = [];

    /// <summary>The tries that have begun and not ended.</summary>
    public int UnderWay { get; private set; }

    /// <summary>The most that were ever under way together on one channel.</summary>
    public int MostOnOne { get; private set; }

    private readonly Dictionary<string, int> _onEach = new(StringComparer.Ordinal);

    public Task<Delivery> SendAsync(ChannelSettings channel, OutgoingMessage message, CancellationToken cancellation)
    {
        Tries.Add(message);
        UnderWay++;
        _onEach[channel.Name] = _onEach.GetValueOrDefault(channel.Name) + 1;
        MostOnOne = Math.Max(MostOnOne, _onEach[channel.Name]);
        var answer = new TaskCompletionSource<Delivery>();
        if (Takes is { } time)
            clock.CreateTimer(_ => End(channel, message, answer), null, time, Timeout.InfiniteTimeSpan);
        return answer.Task;
    }

    private void End(ChannelSettings channel, OutgoingMessage message, TaskCompletionSource<Delivery> answer)
    {
        UnderWay--;
        _onEach[channel.Name]--;
        var delivery = Answers(channel, message);
        if (delivery is Delivery.Delivered)
            Taken.Add(message);
        Complete(answer, delivery);
    }

    // Whoever waits for the answer goes on at once, on the thread that steps the world: under a context of a test's runner it would be
    // sent to another.
    private static void Complete(TaskCompletionSource<Delivery> answer, Delivery delivery)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            answer.SetResult(delivery);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}

/// <summary>A channel of a kind that exists in simulations alone.</summary>
public sealed record VirtualTarget(string Kind, int LongestText, bool TakesHtml) : IChannelTarget
{
    public static ChannelSettings Mail(string name = "email") =>
        new(name, new VirtualTarget("email", 100_000, TakesHtml: true), TimeSpan.FromSeconds(30));

    public static ChannelSettings Sms(string name = "sms") =>
        new(name, new VirtualTarget("sms", 160, TakesHtml: false), TimeSpan.FromSeconds(30));
}
