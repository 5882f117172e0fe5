using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Probes;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>The channels of the configuration, each kind carried out by a class of its own.</summary>
/// <remarks>One try of a channel at a time: one that ignores its end is left behind, and while it lives the channel says so.</remarks>
/// <param name="host">The name of this host, by which receivers know whose message it is.</param>
public sealed class HostChannels(string host, TimeProvider clock) : IChannels
{
    // For a cancelled try to clean up behind itself.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);
    private const int LongestWords = 300;

    private readonly Dialling _dialling = new(HostNames.OfThisHost());
    private readonly ConcurrentDictionary<string, bool> _living = new(StringComparer.Ordinal);

    public async Task<Delivery> SendAsync(ChannelSettings channel, OutgoingMessage message, CancellationToken cancellation)
    {
        if (!_living.TryAdd(channel.Name, true))
            return new Delivery.Later("the try before this one has not ended, although its time is over");
        var deadline = new CancellationTokenSource(channel.Timeout, clock);
        using var calledOff = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);

        // Off the caller's thread: what comes before the first await may take its time too.
        var life = Task.Run(() => TryAsync(channel, message, deadline.Token), CancellationToken.None);
        var late = Late(channel);
        var over = Task.Delay(channel.Timeout + Farewell, clock, cancellation);
        if (await Task.WhenAny(life, over) == life)
        {
            deadline.Dispose();
            return Plain(await life);
        }

        _ = life.ContinueWith(_ => deadline.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return cancellation.IsCancellationRequested ? new Delivery.Later("it was called off") : late;
    }

    private async Task<Delivery> TryAsync(ChannelSettings channel, OutgoingMessage message, CancellationToken deadline)
    {
        try
        {
            return await (channel.Target switch
            {
                EmailTarget email => new EmailChannel(_dialling, host).SendAsync(email, message, deadline),
                WebhookTarget webhook => new WebhookChannel(_dialling, host, clock).SendAsync(webhook, message, deadline),
                SmsTarget sms => new SmsChannel(_dialling, host).SendAsync(sms, message, deadline),
                CommandTarget command => CommandChannel.SendAsync(command, message, deadline),
                var other => throw new UnreachableException($"nobody carries out the kind {other.Kind}"),
            });
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return Late(channel);
        }
#pragma warning disable CA1031 // Whatever a channel throws is told as its outcome: the next try goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // A socket that was closed at the deadline says what it likes.
            return deadline.IsCancellationRequested ? Late(channel) : new Delivery.Later($"{failure.GetType().Name}: {failure.Message}");
        }
        finally
        {
            _living.TryRemove(channel.Name, out _);
        }
    }

    private static Delivery.Later Late(ChannelSettings channel) =>
        new(string.Create(CultureInfo.InvariantCulture, $"it was not taken within {channel.Timeout.TotalSeconds:0.###} s"));

    // Others put text into these: it is made fit for a log, a terminal and the outbox, once for all kinds.
    private static Delivery Plain(Delivery delivery) => delivery switch
    {
        Delivery.Delivered delivered => new Delivery.Delivered(Plain(delivered.Evidence)),
        Delivery.Later later => later with { Why = Plain(later.Why) },
        Delivery.Refused refused => new Delivery.Refused(Plain(refused.Why)),
        _ => delivery,
    };

    private static string Plain(string words) => PlainText.Escaped(words.Length > LongestWords ? words[..LongestWords] + "…" : words);
}
